// SPDX-License-Identifier: Apache-2.0
#include "harness/python/bind.hpp"

#include <pybind11/embed.h>

PYBIND11_EMBEDDED_MODULE(_tetherlab, module) {
    tetherlab::python::bind(module);
}

int main(int argc, char** argv) {
    return Py_BytesMain(argc, argv);
}
