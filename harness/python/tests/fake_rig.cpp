// SPDX-License-Identifier: Apache-2.0
#include "harness/python/tests/fake_rig.hpp"

#include "harness/scenario/testing/recording_verbs.hpp"

#include <utility>

namespace tetherlab::python {

using namespace std::chrono_literals;

FakeRig::FakeRig(std::shared_ptr<bench::FakeLab> lab, std::set<std::string> capabilities, Lines lines)
    : lab_(std::move(lab)), capabilities_(std::move(capabilities)), lines_(std::move(lines)) {}

bench::Times FakeRig::times() const {
    return {.absence = 0ms, .wan = 20ms};
}

// A fault that is armed for now fires at once.
std::unique_ptr<bench::Bench> FakeRig::make(event::Log& log, const std::stop_token&) {
    lab_->on_fault = [&log](const std::string& id, const std::string& what) {
        log.emit(event::Kind::kFault, id, {{"fault", "brownout"}, {"what", what}});
        if (what == "armed") log.emit(event::Kind::kFault, id, {{"fault", "brownout"}, {"what", "fired"}});
    };
    return std::make_unique<bench::FakeBench>(*lab_);
}

scenario::MakeVerbs FakeRig::verbs() const {
    if (!lines_) return Rig::verbs();
    return [lines = lines_](const scenario::Setup&, bench::Bench&, scenario::Run&) {
        return std::make_unique<scenario::RecordingVerbs>(lines);
    };
}

std::set<std::string> all_capabilities() {
    return {"flash.sysupgrade", "flash.tftp", "hotspot", "net",       "power",
            "udc.data",         "udc.detach", "udc.ep0", "udc.reset", "vbus"};
}

}  // namespace tetherlab::python
