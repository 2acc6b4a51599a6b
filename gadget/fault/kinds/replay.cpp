// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/error.hpp"
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"
#include "gadget/fault/port_looks.hpp"
#include "gadget/fault/timeline.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>
#include <vector>

namespace tetherlab::fault {
namespace {

using What = Timeline::What;
using Event = Timeline::Event;
using Time = base::Clock::time_point;

// From a bus reset until the hotspot leaves, so that what the router does next fails. As the preset of
// address-failure: a router that is held up looks at its port later than 60 ms after the reset, and says
// nothing of a hotspot that is gone by then. It addresses the hotspot at 110 ms, or later.
constexpr base::Milliseconds kWindow{100};
constexpr base::Milliseconds kWindowLeft{10};

// From the reset before a failed attempt to the reset of the next one: the commands, and 200 ms after each
// try at an address.
constexpr base::Milliseconds kContextFailure{120};
constexpr base::Milliseconds kAddressFailure{530};

// From "new device" to the first try at an address: one descriptor, and another reset.
constexpr base::Milliseconds kAddressTime{140};

// What is later than this is no replay any more.
constexpr base::Milliseconds kLate{150};

// Plays one timeline.
class Player {
public:
    Player(Stage& stage, const Values& values) : stage_(stage), lead_(values.duration("lead")) {}

    void play(const std::vector<Event>& events);

private:
    void begin(const Event& first);
    void act(const Event& event, const Event* next);
    void connect(const Event& event, const Event* next);
    void retry(const Event& event);
    void fail(int reset, base::Milliseconds failure);
    void come(Time when);
    void leave(Time when, base::Milliseconds latest);

    Time moment(const Event& event) const { return origin_ + event.at; }

    Stage& stage_;
    base::Milliseconds lead_;
    Time origin_;  // of the timeline
    Time came_;    // onto the bus
    Time left_;
    Time tries_again_;  // the router, after a failed attempt
    Hold off_;
    Hold slow_;  // its answer to the first question
    bool failing_ = false;
};

void Player::play(const std::vector<Event>& events) {
    begin(events.front());
    for (std::size_t index = 0; index < events.size(); ++index) {
        act(events[index], index + 1 < events.size() ? &events[index + 1] : nullptr);
    }
}

// A timeline that begins with a connect begins with a hotspot that is not there.
void Player::begin(const Event& first) {
    if (first.what == What::kDisconnect) {
        stage_.await_configured();
        origin_ = stage_.now();
        return;
    }
    off_ = stage_.detached();
    stage_.await_plug();
    origin_ = stage_.now() + lead_;
}

void Player::act(const Event& event, const Event* next) {
    switch (event.what) {
        case What::kConnect:
            return connect(event, next);
        case What::kRetry:
            return retry(event);
        case What::kDisconnect:
            leave(moment(event), kLate);
            return stage_.note("left");
        case What::kContextFailed:
            return fail(1, kContextFailure);
        case What::kAddressFailed:
            if (!std::exchange(failing_, true)) fail(2, kAddressFailure);
            return;
        case What::kEnableFailed:
        case What::kAddressRefused:
            return;  // the router's conclusions
    }
}

void Player::connect(const Event& event, const Event* next) {
    if (next != nullptr && next->what == What::kAddressFailed && next->at - event.at > kAddressTime) {
        slow_ = stage_.control({.match = descriptor_read(kDeviceDescriptor),
                                .answer = ControlAnswer::kDelay,
                                .delay = next->at - event.at - kAddressTime,
                                .times = 1});
    }
    failing_ = false;
    come(moment(event) - lead_);
    stage_.note("came");
}

// Lets the router's looks see the hotspot come and go, until the one is due that makes it say "new device" in
// time.
void Player::retry(const Event& event) {
    const auto wanted = std::chrono::round<base::Milliseconds>(moment(event) - tries_again_);
    const auto gone = std::chrono::round<base::Milliseconds>(tries_again_ - left_);
    base::Milliseconds earliest = kAway - gone;
    const std::vector<Look> looks = choose_looks(wanted, earliest);
    Time reset = tries_again_;
    for (std::size_t index = 0; index < looks.size(); ++index) {
        come(reset + comes_at(looks[index], std::exchange(earliest, kAway)));
        stage_.note(fmt::format("came for the look at {} ms", looks[index].at.count()));
        if (index + 1 == looks.size()) return;
        reset = stage_.await_reset(1, came_);
        leave(reset, kLate);
    }
}

void Player::fail(int reset, base::Milliseconds failure) {
    const Time at = stage_.await_reset(reset, came_);
    leave(at + kWindow, kWindowLeft);
    tries_again_ = at + failure;
    slow_.release();
    stage_.note(fmt::format("left {} ms after reset {}", kWindow.count(), reset));
}

void Player::come(Time when) {
    stage_.wait_until(when);
    came_ = stage_.now();
    off_.release();
}

// `latest`: how much later it may be.
void Player::leave(Time when, base::Milliseconds latest) {
    stage_.wait_until(when);
    left_ = stage_.now();
    const auto late = std::chrono::round<base::Milliseconds>(left_ - when);
    if (late > latest) {
        throw base::Error("leave", "the bus",
                          fmt::format("{} ms late: the machine is too busy", late.count()));
    }
    off_ = stage_.detached();
}

std::string check(const Values& values) {
    const auto read = read_timeline(values.text("timeline"));
    if (const auto* wrong = std::get_if<std::string>(&read)) return *wrong;
    const auto wrong = misplaced(playback(values).played());
    return wrong ? fmt::format("compressed, event {}: {}", wrong->event + 1, wrong->reason) : "";
}

void run(Stage& stage, const Values& values) {
    Player(stage, values).play(playback(values).played().events);
}

}  // namespace

Playback playback(const Values& values) {
    return {.timeline = std::get<Timeline>(read_timeline(values.text("timeline"))),
            .compression = {.quiet = values.duration("quiet"), .factor = values.number("compress")}};
}

Kind replay() {
    return {.name = "replay",
            .summary =
                "The hotspot comes and goes as in a timeline, for example that of a router's log. To be "
                "armed before the plug if it begins with a connect.",
            .capability = kResetCapability,
            .parameters = {{.name = "timeline",
                            .meaning =
                                "what the router is to see: seconds and one of connect, retry, disconnect, "
                                "context-failed, enable-failed, address-failed, address-refused",
                            .unit = Unit::kText,
                            .preset = "0.000 disconnect, 2.000 connect",
                            .most = 40e3},
                           {.name = "compress",
                            .meaning = "quiet stretches take so many times less",
                            .unit = Unit::kCount,
                            .preset = "1",
                            .least = 1,
                            .most = 1000},
                           {.name = "quiet",
                            .meaning = "how long nothing happens in a stretch that is compressed, at least",
                            .preset = "30 s",
                            .least = 1e3,
                            .most = 86'400e3},
                           {.name = "lead",
                            .meaning = "how much sooner it comes onto the bus than the router says so",
                            .preset = "190 ms",
                            .most = 10e3}},
            .provokes = {"usb 1-1: USB disconnect, device number N",
                         "usb 1-1: new high-speed USB device number N",
                         "usb 1-1: Device not responding to setup context.",
                         "usb 1-1: hub failed to enable device, error -71",
                         "usb 1-1: Device not responding to setup address.",
                         "usb 1-1: device not accepting address N, error -71"},
            .check = check,
            .run = run};
}

}  // namespace tetherlab::fault
