// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/yaml.hpp"

#include <pybind11/pybind11.h>

#include <filesystem>

// What a script says, as what a scenario file says: so both are read by the same readers.
namespace tetherlab::python {

// Where the script's code stands that called into C++.
struct Caller {
    std::filesystem::path file;  // relative to the working directory where it is below that
    int line = 1;
};

Caller caller();

// str, int, float, bool, timedelta, and dict, list and tuple of these, as the node of a YAML file that stands
// at `place`. A key with None is left out. Throws py::type_error for anything else.
base::YamlNode to_node(const pybind11::object& value, const Caller& place);

// A timedelta, or a text such as "20 s". Throws base::ConfigError and py::type_error.
base::Milliseconds to_duration(const pybind11::object& value, const Caller& place);

}  // namespace tetherlab::python
