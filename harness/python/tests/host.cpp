// SPDX-License-Identifier: Apache-2.0
#include "harness/python/bind.hpp"
#include "harness/python/tests/bind_testing.hpp"

#include <pybind11/embed.h>

PYBIND11_EMBEDDED_MODULE(_tetherlab, module) {
    tetherlab::python::bind(module);
    tetherlab::python::bind_testing(module);
}

int main(int argc, char** argv) {
    return Py_BytesMain(argc, argv);
}
