// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/armed_fault.hpp"

#include "gadget/base/error.hpp"
#include "gadget/fault/fault_stage.hpp"
#include "gadget/fault/precedence.hpp"
#include "gadget/fault/rate_meter.hpp"

#include <utility>

namespace tetherlab::fault {
namespace {

// Between two looks at a counter. A trigger on traffic is over 100 ms.
constexpr base::Milliseconds kLook{20};
constexpr base::Milliseconds kTrafficWindow{100};

}  // namespace

ArmedFault::ArmedFault(Order order, Hardware& hardware, Signals& signals, OnReport on_report)
    : order_(std::move(order)),
      hardware_(hardware),
      signals_(signals),
      on_report_(std::move(on_report)),
      armed_in_(signals.state()),
      armed_at_(signals.now()) {
    if (order_.trigger.on == Trigger::On::kTraffic) armed_bytes_ = hardware_.received_bytes();
    report(Report::What::kArmed);
    thread_ = std::jthread([this](const std::stop_token& stop) { live(stop); });
}

void ArmedFault::fire() {
    fired_ = true;
    signals_.wake();
}

void ArmedFault::end() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

void ArmedFault::live(const std::stop_token& stop) {
    take_precedence();
    try {
        act(stop);
        state_ = State::kEnded;
    } catch (const Cancelled&) {
        state_ = State::kEnded;
    } catch (const std::exception& error) {
        state_ = State::kFailed;
        return report(Report::What::kFailed, error.what());
    }
    report(Report::What::kEnded);
}

void ArmedFault::act(const std::stop_token& stop) {
    FaultStage stage({.hardware = hardware_,
                      .signals = signals_,
                      .stop = stop,
                      .seed = order_.seed,
                      .id = order_.id,
                      .note = [this](const std::string& what, auto scheduled) {
                          report(Report::What::kNote, what, scheduled);
                      }});
    const base::Clock::time_point scheduled = await_trigger(stage, stop) + order_.trigger.delay;
    stage.wait_until(scheduled);
    state_ = State::kRunning;
    report(Report::What::kFired, to_text(order_.trigger), scheduled);
    order_.kind->run(stage, order_.values);
}

// The moment the condition was met.
base::Clock::time_point ArmedFault::await_trigger(Stage& stage, const std::stop_token& stop) {
    const auto await = [&](const std::function<bool(const Signals::State&)>& ready) {
        signals_.await(stop, ready);
        return signals_.state();
    };
    switch (order_.trigger.on) {
        case Trigger::On::kNow:
            return armed_at_;
        case Trigger::On::kPlug:
            return await([this](const auto& state) { return state.plugs > armed_in_.plugs; }).plugged_at;
        case Trigger::On::kReset: {
            const std::size_t wanted =
                armed_in_.resets.size() + static_cast<std::size_t>(order_.trigger.count);
            return await([wanted](const auto& state) { return state.resets.size() >= wanted; })
                .resets.at(wanted - 1);
        }
        case Trigger::On::kTraffic:
            await_traffic(stage);
            return signals_.now();
        case Trigger::On::kDhcp:
            await([this](const auto& state) {
                return state.dhcp_requests >= armed_in_.dhcp_requests + order_.trigger.count;
            });
            return signals_.now();
        case Trigger::On::kRequest:
            await([this](const auto&) { return fired_.load(); });
            return signals_.now();
    }
    throw base::Error("await", "trigger", "no such trigger");
}

void ArmedFault::await_traffic(Stage& stage) {
    RateMeter meter;
    meter.add(armed_at_, armed_bytes_);
    base::Clock::time_point look = armed_at_;
    while (meter.rate(kTrafficWindow) <= order_.trigger.rate) {
        look += kLook;
        stage.wait_until(look);
        meter.add(stage.now(), hardware_.received_bytes());
    }
}

void ArmedFault::report(Report::What what, const std::string& text,
                        std::optional<base::Clock::time_point> scheduled) {
    on_report_({order_.id, order_.kind->name, what, text, signals_.now(), scheduled});
}

const char* to_text(ArmedFault::State state) {
    static constexpr const char* kTexts[] = {"armed", "running", "ended", "failed"};
    return kTexts[static_cast<std::size_t>(state)];
}

const char* to_text(Report::What what) {
    static constexpr const char* kTexts[] = {"armed", "fired", "note", "ended", "failed"};
    return kTexts[static_cast<std::size_t>(what)];
}

}  // namespace tetherlab::fault
