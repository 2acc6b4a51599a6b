// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/witness.hpp"

#include "gadget/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::observe {
namespace {

constexpr const char* kConfigured = "configured";  // usb_state_string, drivers/usb/common/common.c

}  // namespace

void Witness::on(const event::Event& event) {
    const std::scoped_lock lock(mutex_);
    switch (event.kind) {
        case event::Kind::kConsoleLine:
            if (auto line = kernel_line(event.data.value("text", ""))) {
                history_.kernel.push_back({event.at, std::move(*line)});
            }
            break;
        case event::Kind::kFault:
            note_fault(event);
            break;
        case event::Kind::kUsb:
            note_usb(event);
            break;
        case event::Kind::kStepBegin:
        case event::Kind::kStepEnd:
            note_step(event);
            return;
        default:
            return;
    }
    news_ = true;
    changed_.notify_all();
}

// With the mutex held, as every note_….
void Witness::note_usb(const event::Event& event) {
    const std::string action = event.data.value("action", "");
    if (action == "plug") history_.deeds.push_back({Deed::What::kPlug, event.at});
    if (action == "unplug") history_.deeds.push_back({Deed::What::kUnplug, event.at});
    if (!event.data.contains("state")) return;
    udc_state_ = event.data.value("state", "");
    if (fault_fired_) ++comings_;
}

// The scenario's verb for traffic of a client.
void Witness::note_step(const event::Event& event) {
    if (!event.name.starts_with("upload")) return;
    const bool begins = event.kind == event::Kind::kStepBegin;
    history_.deeds.push_back({begins ? Deed::What::kUploadBegin : Deed::What::kUploadEnd, event.at});
}

FaultProgress& Witness::fault_of(const event::Event& event) {
    const auto known = std::find_if(faults_.begin(), faults_.end(),
                                    [&](const FaultProgress& fault) { return fault.id == event.name; });
    if (known != faults_.end()) return *known;
    return faults_.emplace_back(FaultProgress{.id = event.name, .kind = event.data.value("fault", "")});
}

void Witness::note_fault(const event::Event& event) {
    FaultProgress& fault = fault_of(event);
    const std::string what = event.data.value("what", "");
    if (what == "armed") fault.armed = event.at;
    if (what == "ended") fault.ended = event.at;
    if (what == "failed") fault.failure = event.data.value("text", "");
    if (what != "fired") return;
    fault_fired_ = true;
    fault.fired = event.at;
    if (event.data.contains("scheduled_us") && event.data.contains("at_us")) {
        fault.late = std::chrono::microseconds(event.data.value("at_us", std::int64_t{0}) -
                                               event.data.value("scheduled_us", std::int64_t{0}));
    }
}

void Witness::forget_log() {
    const std::scoped_lock lock(mutex_);
    forgotten_ = history_.kernel.size();
}

std::vector<LogLine> Witness::log() const {
    const std::scoped_lock lock(mutex_);
    std::vector<LogLine> lines;
    for (std::size_t i = forgotten_; i < history_.kernel.size(); ++i)
        lines.push_back(history_.kernel[i].line);
    return lines;
}

History Witness::history() const {
    const std::scoped_lock lock(mutex_);
    return history_;
}

std::vector<FaultProgress> Witness::faults() const {
    const std::scoped_lock lock(mutex_);
    return faults_;
}

std::optional<std::string> Witness::failed_fault() const {
    const std::scoped_lock lock(mutex_);
    const auto failed = std::find_if(faults_.begin(), faults_.end(),
                                     [](const FaultProgress& fault) { return !fault.failure.empty(); });
    if (failed == faults_.end()) return std::nullopt;
    return fmt::format("fault {} failed: {}", failed->id, failed->failure);
}

std::optional<int> Witness::comings() const {
    const std::scoped_lock lock(mutex_);
    if (fault_fired_ && udc_state_ != kConfigured) return std::nullopt;
    return comings_;
}

void Witness::await_news(const base::Deadline& deadline) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, deadline.remaining(), [this] { return news_; });
    news_ = false;
}

void Witness::await_fired(const std::string& id, const base::Deadline& deadline,
                          const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    const auto fired = [&] {
        return std::any_of(faults_.begin(), faults_.end(), [&](const FaultProgress& fault) {
            return fault.id == id && (fault.fired || !fault.failure.empty());
        });
    };
    if (changed_.wait_for(lock, stop, deadline.remaining(), fired)) return;
    if (stop.stop_requested()) throw base::Error("wait for", "fault " + id, "asked to stop");
    base::throw_timeout(fmt::format("fault {} to fire", id), deadline);
}

}  // namespace tetherlab::observe
