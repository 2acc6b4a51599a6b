// SPDX-License-Identifier: Apache-2.0
#include "harness/event/event.hpp"

namespace tetherlab::event {

const char* to_text(Kind kind) {
    switch (kind) {
        case Kind::kStepBegin:
            return "step-begin";
        case Kind::kStepEnd:
            return "step-end";
        case Kind::kPower:
            return "power";
        case Kind::kConsoleLine:
            return "console-line";
        case Kind::kUsb:
            return "usb";
        case Kind::kFault:
            return "fault";
        case Kind::kObservation:
            return "observation";
        case Kind::kVerdict:
            return "verdict";
        case Kind::kNote:
            return "note";
    }
    return "unknown";
}

void Log::add(std::shared_ptr<Sink> sink) {
    const std::scoped_lock lock(mutex_);
    sinks_.push_back(std::move(sink));
}

void Log::emit(Kind kind, std::string name, nlohmann::json data) {
    const std::scoped_lock lock(mutex_);
    const Event event{now(), kind, std::move(name), std::move(data)};
    for (const auto& sink : sinks_) sink->on(event);
}

std::chrono::microseconds Log::now() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(base::Clock::now() - start_);
}

}  // namespace tetherlab::event
