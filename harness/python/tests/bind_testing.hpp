// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pybind11/pybind11.h>

namespace tetherlab::python {

// Benches without a machine behind them, and what happened on them.
void bind_testing(pybind11::module_& module);

}  // namespace tetherlab::python
