// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/capture.hpp"

#include "gadget/base/text.hpp"
#include "gadget/base/yaml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tetherlab::observe {
namespace {

using fault::Timeline;
using Kind = KernelEventKind;

// Reads one log; knows where it is.
class CaptureReader {
public:
    CaptureReader(const std::string& text, const std::string& file_name)
        : file_name_(file_name), lines_(base::split(text, '\n')) {}

    Capture read() &&;

private:
    void take(const KernelEvent& event);
    [[noreturn]] void fail(std::size_t line, const std::string& message) const;

    const std::string& file_name_;
    std::vector<std::string> lines_;
    std::size_t line_ = 0;             // that is being read, from 0
    std::vector<std::size_t> places_;  // the lines of the events
    std::string device_;               // "1-1"
    int number_ = 0;                   // of the last one that came
    Capture capture_;
};

void CaptureReader::fail(std::size_t line, const std::string& message) const {
    base::fail_at({.file = file_name_, .line = static_cast<int>(line) + 1}, lines_, message);
}

Capture CaptureReader::read() && {
    for (; line_ < lines_.size(); ++line_) {
        for (const KernelEvent& event : kernel_events(parse_kernel_log(lines_[line_]))) {
            if (is_of_bus(event)) take(event);
        }
    }
    if (capture_.events.empty()) {
        fail(0,
             "expected a kernel log with lines such as '[  489.702789] usb 1-1: USB disconnect, device "
             "number 2', "
             "got none");
    }
    if (const auto wrong = fault::misplaced(capture_.timeline)) fail(places_[wrong->event], wrong->reason);
    return std::move(capture_);
}

void CaptureReader::take(const KernelEvent& event) {
    const auto what = what_of(event);
    if (!what) fail(line_, fmt::format("expected what can be replayed, got '{}'", event.line));
    if (!event.at) fail(line_, "expected a time such as '[  489.702789]' before the event, got none");
    if (device_.empty()) device_ = event.device;
    if (!event.device.empty() && event.device != device_) {
        fail(line_, fmt::format("expected events of usb {} only, got one of usb {}", device_, event.device));
    }
    if (capture_.events.size() == fault::kMostEvents) {
        fail(line_, fmt::format("expected at most {} events, got more", fault::kMostEvents));
    }
    const std::chrono::microseconds first = capture_.events.empty() ? *event.at : *capture_.events.front().at;
    const bool comes = *what == Timeline::What::kConnect;
    capture_.events.push_back(event);
    capture_.timeline.events.push_back(
        {std::chrono::round<base::Milliseconds>(*event.at - first),
         comes ? fault::coming(capture_.timeline, event.number, number_) : *what});
    if (comes) number_ = event.number;
    places_.push_back(line_);
}

}  // namespace

std::optional<Timeline::What> what_of(const KernelEvent& event) {
    switch (event.kind) {
        case Kind::kNewDevice:
            return Timeline::What::kConnect;
        case Kind::kDisconnect:
            return Timeline::What::kDisconnect;
        case Kind::kEnableFailed:
            return Timeline::What::kEnableFailed;
        case Kind::kAddressRefused:
            return Timeline::What::kAddressRefused;
        case Kind::kSetupFailed:
            if (event.stage == "context") return Timeline::What::kContextFailed;
            if (event.stage == "address") return Timeline::What::kAddressFailed;
            return std::nullopt;
        default:
            return std::nullopt;
    }
}

bool is_of_bus(const KernelEvent& event) {
    return what_of(event) || event.kind == Kind::kSetupFailed || event.kind == Kind::kDescriptorUnreadable ||
           event.kind == Kind::kGaveUp;
}

Capture read_capture(const std::string& text, const std::string& file_name) {
    return CaptureReader(text, file_name).read();
}

}  // namespace tetherlab::observe
