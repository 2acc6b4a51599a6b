// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/places.hpp"
#include "harness/python/bench_rig.hpp"
#include "harness/python/bind.hpp"
#include "harness/python/errors.hpp"
#include "harness/python/node.hpp"
#include "harness/report/result_json.hpp"
#include "harness/scenario/python_source.hpp"

#include <fmt/format.h>
#include <pybind11/chrono.h>
#include <pybind11/functional.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include <optional>
#include <random>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

namespace tetherlab::python {
namespace {

namespace py = pybind11;
using namespace pybind11::literals;
using verdict::Verdict;

constexpr base::Milliseconds kCommandTime{30'000};

std::uint64_t new_seed() {
    std::random_device random;
    return std::uniform_int_distribution<std::uint64_t>(1, scenario::kLargestSeed)(random);
}

std::string name_of(const std::filesystem::path& script) {
    std::string name = script.stem().string();
    for (char& c : name) {
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '-';
    }
    return name.empty() ? "script" : name;
}

BenchHandle make_bench(const std::string& hotspot, const std::string& image, const std::string& bench,
                       const std::optional<std::string>& name, const std::string& title,
                       const std::optional<std::uint64_t>& seed, const std::string& start,
                       const std::optional<std::filesystem::path>& out, bool live,
                       std::function<void(const event::Event&)> on_event) {
    const Caller script = caller();
    if (start != "boot" && start != "snapshot") {
        throw base::ConfigError(fmt::format("{}:{}: expected start 'boot' or 'snapshot', got '{}'",
                                            script.file.string(), script.line, start));
    }
    cli::Places places = cli::places_from_environment();
    Options options;
    options.scenario.name = name.value_or(name_of(script.file));
    options.scenario.title = title.empty() ? options.scenario.name : title;
    options.scenario.hotspot = hotspot;
    options.scenario.file = script.file;
    options.hotspot = profile::load(places.profile(hotspot, script.file));
    const std::filesystem::path bench_file =
        bench.ends_with(".yaml") ? std::filesystem::path(bench) : places.benches / (bench + ".yaml");
    bench::BenchFile file = bench::load_bench(bench_file, places.boards());
    if (file.images) places.images = *file.images;
    options.image = places.image(image, script.file.parent_path());
    options.seed = seed.value_or(new_seed());
    options.out = out.value_or(report::default_folder(options.scenario.name));
    options.live = live;
    options.on_event = std::move(on_event);
    auto rig = std::make_unique<BenchRig>(std::move(file), places.images,
                                          start == "boot" ? Start::kBoot : Start::kSnapshot);
    return std::make_shared<Bench>(std::move(options), std::move(rig));
}

// `value` is the step as a scenario file has it.
void say(Bench& bench, const char* verb, const py::object& value) {
    bench.perform(verb, to_node(value, caller()));
}

Bench::Ending ending_of(const py::object& type, const py::object& error) {
    if (type.is_none()) return {};
    if (py::isinstance(error, py::module_::import("tetherlab.errors").attr("Skipped"))) {
        return {Verdict::kSkipped, py::str(error)};
    }
    if (PyErr_GivenExceptionMatches(type.ptr(), PyExc_KeyboardInterrupt) != 0) {
        return {Verdict::kError, "asked to stop"};
    }
    const bool asserted = PyErr_GivenExceptionMatches(type.ptr(), PyExc_AssertionError) != 0;
    return {
        asserted ? Verdict::kFail : Verdict::kError,
        fmt::format("{}: {}", type.attr("__name__").cast<std::string>(), py::str(error).cast<std::string>())};
}

void arm(Bench& bench, const std::string& kind, const py::object& parameters, const py::object& name,
         const py::object& on, const py::object& after, const py::object& seed) {
    say(bench, "arm",
        py::dict("fault"_a = kind, "as"_a = name, "with"_a = parameters, "on"_a = on, "after"_a = after,
                 "seed"_a = seed));
}

void replay(Bench& bench, const std::string& file, const py::object& parameters, const py::object& name,
            const py::object& on, const py::object& after, const py::object& seed) {
    say(bench, "replay",
        py::dict("replay"_a = file, "as"_a = name, "with"_a = parameters, "on"_a = on, "after"_a = after,
                 "seed"_a = seed));
}

void expect(Bench& bench, const py::args& assertions) {
    say(bench, "expect", py::dict("expect"_a = py::list(assertions)));
}

observe::Facts observe_now(Bench& bench, bool router, bool http_router, bool http6_router, bool http_client,
                           bool download, const std::optional<std::string>& dns) {
    observe::Needs needs;
    needs.router = router;
    needs.http_router = http_router;
    needs.http6_router = http6_router;
    needs.http_client = http_client;
    needs.download = download;
    needs.dns = dns;
    return bench.observe(needs);
}

py::object result_of(const Bench& bench) {
    if (!bench.run()) return py::none();
    constexpr auto kReplace = nlohmann::ordered_json::error_handler_t::replace;
    return py::module_::import("json").attr("loads")(
        report::to_json(*bench.run()).dump(-1, ' ', false, kReplace));
}

py::tuple to_tuple(const base::Output& output) {
    return py::module_::import("tetherlab.output").attr("Output")(output.status.code, output.out, output.err);
}

void bind_verbs(py::class_<Bench, BenchHandle>& bench) {
    bench
        .def(
            "flash", [](Bench& b) { say(b, "flash", py::str("flash")); },
            "sysupgrade -n of the bench's image; it runs when this returns.")
        .def(
            "set_lan", [](Bench& b, const std::string& lan) { say(b, "set_lan", py::dict("lan"_a = lan)); },
            "lan"_a, "The router's own ADDRESS/PREFIX, by uci.")
        .def(
            "set_wan",
            [](Bench& b, const std::string& device) { say(b, "set_wan", py::dict("wan"_a = device)); },
            "device"_a, "The device of the router's wan and wan6, by uci.")
        .def(
            "plug", [](Bench& b) { say(b, "plug", py::str("plug")); }, "The hotspot attaches.")
        .def(
            "unplug", [](Bench& b) { say(b, "unplug", py::str("unplug")); }, "The hotspot detaches.")
        .def(
            "select_configuration",
            [](Bench& b, int value) {
                py::dict step;
                step["select-configuration"] = value;
                say(b, "select_configuration", step);
            },
            "value"_a, "Writes bConfigurationValue on the router.")
        .def(
            "upload", [](Bench& b, const py::object& time) { say(b, "upload", py::dict("upload"_a = time)); },
            "time"_a, "A host on the LAN sends about 10 Mbit/s for that time: a timedelta, or '3 s'.")
        .def("arm", &arm, "kind"_a, "parameters"_a = py::none(), py::kw_only(), "as_"_a = py::none(),
             "on"_a = py::none(), "after"_a = py::none(), "seed"_a = py::none(),
             "Orders a fault: docs/faults.md. `as_` is its name for fire() and end(). One that is armed for "
             "now\n"
             "has fired when this returns, unless there is an `after`.")
        .def("replay", &replay, "file"_a, "parameters"_a = py::none(), py::kw_only(), "as_"_a = py::none(),
             "on"_a = py::none(), "after"_a = py::none(), "seed"_a = py::none(),
             "Orders what the kernel log in `file`, beside the script, shows.")
        .def(
            "fire", [](Bench& b, const std::string& name) { say(b, "fire", py::dict("fire"_a = name)); },
            "name"_a, "The request that a fault armed with on='request' waits for.")
        .def(
            "end", [](Bench& b, const std::string& name) { say(b, "end", py::dict("end"_a = name)); },
            "name"_a, "Ends a fault; what it did is undone when this returns.")
        .def("expect", &expect,
             "Waits until each of tetherlab.assertions holds or its time is up. Raises Failure.");
}

void bind_lifetime(py::class_<Bench, BenchHandle>& bench) {
    bench
        .def(
            "__enter__",
            [](const BenchHandle& b) {
                b->open();
                return b;
            },
            "Makes the bench, with a shell on the router.")
        .def(
            "__exit__",
            [](Bench& b, const py::object& type, const py::object& error, const py::object&) {
                const Bench::Ending ending = ending_of(type, error);
                try {
                    b.close(ending);
                } catch (const base::Error&) {
                    if (type.is_none()) throw;  // else that goes on, and the next start cleans up
                }
            },
            "Undoes everything and writes the reports.")
        .def_property_readonly("capabilities", &Bench::capabilities, "set of what such a bench can do")
        .def_property_readonly("is_open", &Bench::is_open)
        .def_property_readonly(
            "seed", [](const Bench& b) { return b.options().seed; }, "of what faults do at random")
        .def_property_readonly(
            "out", [](const Bench& b) { return b.options().out; }, "folder of the reports")
        .def_property_readonly("steps", &Bench::steps, "list of StepResult, so far")
        .def_property_readonly("result", &result_of, "result.json as a dict, after the `with`; before, None");
}

void bind_parts(py::module_& module) {
    const auto time = [](const py::object& within) {
        return within.is_none() ? kCommandTime : to_duration(within, caller());
    };
    py::class_<RouterShell>(module, "Shell", "Commands on the router.")
        .def(
            "run",
            [time](const RouterShell& shell, const std::string& command, const py::object& within) {
                return to_tuple(shell.bench->run_on_router(command, time(within)));
            },
            "command"_a, "within"_a = py::none(),
            "Runs it by the router's /bin/sh and returns Output. A status that is not 0 is a value.\n"
            "`within`: a timedelta, or '20 s'; 30 s without it. Raises ConnectionLost and TimeoutError.");
    py::class_<LanClient>(module, "Client", "A host on the router's LAN.")
        .def(
            "run",
            [time](const LanClient& client, const base::Argv& argv, const py::object& within) {
                return to_tuple(client.bench->run_on_client(argv, time(within)));
            },
            "argv"_a, "within"_a = py::none(),
            "Runs a program as that host and returns Output. `within`: as of Shell.run(). Raises "
            "TimeoutError.");
}

}  // namespace

void bind_bench(py::module_& module) {
    bind_parts(module);
    py::class_<Bench, BenchHandle> bench(
        module, "Bench",
        "A router, a hotspot and a LAN client, made by `with` and undone when that is left, however.\n\n"
        "hotspot   name of a profile, or a path to a .yaml beside the script\n"
        "image     what flash() writes: name of a bench image, or a path to a .bin beside the script\n"
        "bench     name of a bench, or a path to a .yaml\n"
        "start     'snapshot' goes on from where such a bench has booted before, 'boot' boots, as one with\n"
        "          hardware does always\n"
        "out       folder for the reports; out/TIME-NAME without it\n"
        "on_event  is called with each Event by the thread that waits for the bench\n\n"
        "Raises ConfigError and Error. One thread at a time may use it.");
    bench.def(py::init(&make_bench), "hotspot"_a, py::kw_only(), "image"_a = "standin", "bench"_a = "virtual",
              "name"_a = py::none(), "title"_a = "", "seed"_a = py::none(), "start"_a = "snapshot",
              "out"_a = py::none(), "live"_a = true, "on_event"_a = nullptr);
    bind_lifetime(bench);
    bind_verbs(bench);
    bench
        .def("observe", &observe_now, py::kw_only(), "router"_a = true, "http_router"_a = false,
             "http6_router"_a = false, "http_client"_a = false, "download"_a = false, "dns"_a = py::none(),
             "One look at what is asked for; `dns` is a name to resolve. Returns Facts.")
        .def(
            "attach",
            [](Bench& b, const std::string& name, const std::string& content) { b.attach(name, content); },
            "name"_a, "content"_a, "Puts str or bytes into evidence/NAME of the reports' folder.")
        .def_property_readonly("shell", [](const BenchHandle& b) { return RouterShell{b}; })
        .def_property_readonly("client", [](const BenchHandle& b) { return LanClient{b}; });
}

void bind(py::module_& module) {
    module.doc() = "The C++ side of tetherlab; import that.";
    translate_errors();
    bind_results(module);
    bind_facts(module);
    bind_bench(module);
    module.def(
        "python_source",
        [](const std::filesystem::path& file) { return scenario::python_source(base::YamlNode::load(file)); },
        "file"_a, "The script that says the same as a scenario file.");
}

}  // namespace tetherlab::python
