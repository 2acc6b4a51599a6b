// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tetherlab::python {

// From now on C++ exceptions reach Python as those of tetherlab/errors.py.
void translate_errors();

}  // namespace tetherlab::python
