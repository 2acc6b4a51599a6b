// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/python/bench.hpp"

#include <pybind11/pybind11.h>

#include <memory>

// The module's content. Classes are bound before what mentions them, so that docstrings name Python's types.
namespace tetherlab::python {

void bind_results(pybind11::module_& module);
void bind_facts(pybind11::module_& module);
void bind_bench(pybind11::module_& module);

// All of the above.
void bind(pybind11::module_& module);

// How a script sees its bench, and what it holds of it, which may outlive it.
using BenchHandle = std::shared_ptr<Bench>;

struct RouterShell {
    BenchHandle bench;
};

struct LanClient {
    BenchHandle bench;
};

}  // namespace tetherlab::python
