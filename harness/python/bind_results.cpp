// SPDX-License-Identifier: Apache-2.0
#include "harness/event/event.hpp"
#include "harness/python/bind.hpp"

#include <pybind11/chrono.h>
#include <pybind11/stl.h>

#include <chrono>
#include <string>

namespace tetherlab::python {
namespace {

namespace py = pybind11;

template <typename Judged>
std::string verdict_of(const Judged& judged) {
    return verdict::to_text(judged.verdict);
}

}  // namespace

void bind_results(py::module_& module) {
    py::class_<event::Event>(module, "Event", "Something that happened in a run.")
        .def_readonly("at", &event::Event::at, "timedelta since the run began")
        .def_property_readonly(
            "kind", [](const event::Event& event) { return event::to_text(event.kind); },
            "as events.jsonl has it")
        .def_readonly("name", &event::Event::name)
        .def_property_readonly(
            "data",
            [](const event::Event& event) {
                constexpr auto kReplace = nlohmann::json::error_handler_t::replace;
                return py::module_::import("json").attr("loads")(event.data.dump(-1, ' ', false, kReplace));
            },
            "dict, as events.jsonl has it");

    py::class_<verdict::Diagnosis>(module, "Diagnosis", "What is wrong with the router's WAN.")
        .def_readonly("code", &verdict::Diagnosis::code, "one of docs/diagnosis.md")
        .def_readonly("sentence", &verdict::Diagnosis::sentence)
        .def_readonly("evidence", &verdict::Diagnosis::evidence, "the lines it rests on")
        .def_readonly("advice", &verdict::Diagnosis::advice)
        .def_readonly("harmless", &verdict::Diagnosis::harmless, "it explains no failure");

    py::class_<scenario::Check>(module, "Check", "One assertion of an expect step, decided.")
        .def_readonly("name", &scenario::Check::name)
        .def_readonly("place", &scenario::Check::place, "FILE:LINE:COLUMN")
        .def_property_readonly("verdict", &verdict_of<scenario::Check>, "pass, fail, error or skipped")
        .def_readonly("expected", &scenario::Check::expected)
        .def_readonly("got", &scenario::Check::got, "what the last look showed")
        .def_readonly("reason", &scenario::Check::reason, "why, of error and skipped")
        .def_readonly("took", &scenario::Check::took, "timedelta until it was decided")
        .def_readonly("within", &scenario::Check::within, "timedelta it was allowed");

    py::class_<scenario::StepResult>(module, "StepResult", "One step of a run.")
        .def_readonly("name", &scenario::StepResult::name)
        .def_readonly("place", &scenario::StepResult::place, "FILE:LINE:COLUMN")
        .def_property_readonly("verdict", &verdict_of<scenario::StepResult>, "pass, fail, error or skipped")
        .def_readonly("reason", &scenario::StepResult::reason, "empty after a pass")
        .def_readonly("took", &scenario::StepResult::took, "timedelta")
        .def_readonly("checks", &scenario::StepResult::checks, "of an expect step");
}

}  // namespace tetherlab::python
