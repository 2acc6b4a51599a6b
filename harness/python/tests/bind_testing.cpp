// SPDX-License-Identifier: Apache-2.0
#include "harness/python/tests/bind_testing.hpp"

#include "harness/python/bind.hpp"
#include "harness/python/tests/fake_rig.hpp"

#include <pybind11/functional.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <filesystem>
#include <string>
#include <utility>

namespace tetherlab::python {
namespace {

namespace py = pybind11;
using namespace pybind11::literals;
using bench::FakeLab;

constexpr auto kScript = "script.py";

Options options(const std::filesystem::path& out, const std::string& folder) {
    Options options;
    options.scenario.name = "script";
    options.scenario.file = std::filesystem::path(folder) / kScript;
    options.hotspot.name = "quanta-d53";
    options.hotspot.vendor_id = 0x0e8d;
    options.hotspot.product_id = 0x2028;
    options.out = out;
    return options;
}

BenchHandle fake_bench(const std::shared_ptr<FakeLab>& lab, const std::filesystem::path& out,
                       std::set<std::string> capabilities,
                       std::function<void(const event::Event&)> on_event) {
    Options all = options(out, "");
    all.on_event = std::move(on_event);
    return std::make_shared<Bench>(std::move(all), std::make_unique<FakeRig>(lab, std::move(capabilities)));
}

// Two of them write to one list, which is emptied when it is taken.
class Recorder {
public:
    BenchHandle bench(const std::filesystem::path& out, const std::string& folder) const {
        return std::make_shared<Bench>(
            options(out, folder),
            std::make_unique<FakeRig>(std::make_shared<FakeLab>(), all_capabilities(), lines_));
    }

    void play(const std::filesystem::path& file) const {
        const scenario::Scenario scenario = scenario::load(file);
        FakeRig rig(std::make_shared<FakeLab>(), all_capabilities(), lines_);
        const Options played = options({}, "");
        event::Log log;
        const scenario::Run run = scenario::run({.scenario = scenario,
                                                 .hotspot = played.hotspot,
                                                 .image = {},
                                                 .run_id = "abcdef",
                                                 .capabilities = rig.capabilities(),
                                                 .make_bench = [&] { return rig.make(log, {}); },
                                                 .make_verbs = rig.verbs(),
                                                 .times = rig.times(),
                                                 .log = log,
                                                 .stop = {}});
        if (run.verdict != verdict::Verdict::kPass) throw base::Error("play", file.string(), run.cause);
    }

    std::vector<std::string> take() { return std::exchange(*lines_, {}); }

private:
    Lines lines_ = std::make_shared<std::vector<std::string>>();
};

void let_web_work(FakeLab& lab, bool works) {
    observe::Facts facts;
    facts.router = observe::RouterFacts{};
    facts.router->wan_device = "usb0";
    facts.http_router = observe::HttpProbe{"http://web/", works, works ? "fetched" : "no answer in time"};
    facts.http_client = observe::HttpProbe{"http://web/", works, works ? "204" : "no answer in time"};
    lab.looks = {facts};
}

}  // namespace

void bind_testing(py::module_& module) {
    py::class_<FakeLab, std::shared_ptr<FakeLab>>(module, "FakeLab")
        .def(py::init([] {
            auto lab = std::make_shared<FakeLab>();
            let_web_work(*lab, true);
            return lab;
        }))
        .def("fail_on", &FakeLab::fail_on, "verb"_a, "reason"_a)
        .def("let_web_work", &let_web_work, "works"_a)
        .def_readwrite("on_look", &FakeLab::on_look)
        .def_property_readonly("calls", &FakeLab::calls);
    module.def("all_capabilities", &all_capabilities);
    module.def("fake_bench", &fake_bench, "lab"_a, "out"_a, "capabilities"_a = all_capabilities(),
               "on_event"_a = nullptr);
    py::class_<Recorder>(module, "Recorder")
        .def(py::init<>())
        .def("bench", &Recorder::bench, "out"_a, "folder"_a)
        .def("play", &Recorder::play, "file"_a)
        .def("take", &Recorder::take);
}

}  // namespace tetherlab::python
