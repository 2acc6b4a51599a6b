// SPDX-License-Identifier: Apache-2.0
#include "harness/python/node.hpp"

#include <fmt/format.h>
#include <pybind11/chrono.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <chrono>
#include <string>

namespace tetherlab::python {
namespace {

namespace py = pybind11;

void write(YAML::Emitter& out, const py::handle& value);

void write_map(YAML::Emitter& out, const py::dict& map) {
    out << YAML::BeginMap;
    for (const auto& [key, value] : map) {
        if (value.is_none()) continue;
        out << YAML::Key << key.cast<std::string>() << YAML::Value;
        write(out, value);
    }
    out << YAML::EndMap;
}

void write_list(YAML::Emitter& out, const py::sequence& list) {
    out << YAML::BeginSeq;
    for (const py::handle& value : list) write(out, value);
    out << YAML::EndSeq;
}

bool is_timedelta(const py::handle& value) {
    return py::isinstance(value, py::module_::import("datetime").attr("timedelta"));
}

void write(YAML::Emitter& out, const py::handle& value) {
    if (py::isinstance<py::str>(value)) {
        out << YAML::DoubleQuoted << value.cast<std::string>() << YAML::Auto;
    } else if (py::isinstance<py::bool_>(value)) {
        out << (value.cast<bool>() ? "true" : "false");
    } else if (py::isinstance<py::int_>(value) || py::isinstance<py::float_>(value)) {
        out << py::str(value).cast<std::string>();
    } else if (is_timedelta(value)) {
        out << fmt::format("{} ms", value.cast<base::Milliseconds>().count());
    } else if (py::isinstance<py::dict>(value)) {
        write_map(out, py::reinterpret_borrow<py::dict>(value));
    } else if (py::isinstance<py::list>(value) || py::isinstance<py::tuple>(value)) {
        write_list(out, py::reinterpret_borrow<py::sequence>(value));
    } else {
        throw py::type_error(fmt::format("expected a text, a number, a timedelta, a dict or a list, got {}",
                                         py::repr(value).cast<std::string>()));
    }
}

}  // namespace

Caller caller() {
    const py::object frame = py::module_::import("sys").attr("_getframe")(0);
    const std::filesystem::path file = frame.attr("f_code").attr("co_filename").cast<std::string>();
    const std::filesystem::path near = file.lexically_proximate(std::filesystem::current_path());
    const bool below = !near.empty() && *near.begin() != "..";
    return {below ? near : file, frame.attr("f_lineno").cast<int>()};
}

// Empty lines before it give it its place.
base::YamlNode to_node(const py::object& value, const Caller& place) {
    YAML::Emitter out;
    out << YAML::Flow;
    write(out, value);
    const auto lines_before = static_cast<std::size_t>(std::max(place.line, 1) - 1);
    return base::YamlNode::parse(std::string(lines_before, '\n') + out.c_str(), place.file.string());
}

base::Milliseconds to_duration(const py::object& value, const Caller& place) {
    if (is_timedelta(value)) return value.cast<base::Milliseconds>();
    return to_node(value, place).duration();
}

}  // namespace tetherlab::python
