// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/rate_meter.hpp"
#include "gadget/fault/signals.hpp"
#include "gadget/fault/stage.hpp"

#include <functional>
#include <optional>
#include <stop_token>

namespace tetherlab::fault {

// The stage of one fault: the hotspot's hardware and signals, its own stop, random numbers and voice.
class FaultStage final : public Stage {
public:
    struct Parts {
        Hardware& hardware;
        Signals& signals;
        std::stop_token stop;
        std::uint64_t seed;
        std::string id;  // of the fault
        std::function<void(const std::string& what, std::optional<base::Clock::time_point> scheduled)> note;
    };

    explicit FaultStage(Parts parts);

    Hold detached() override { return parts_.hardware.detached(); }

    Hold powered_off() override { return parts_.hardware.powered_off(); }

    Hold identity(Shape shape) override { return parts_.hardware.identity(std::move(shape)); }

    Hold control(const ControlFault& fault) override { return parts_.hardware.control(fault); }

    Hold data_stalled() override { return parts_.hardware.data_stalled(); }

    Hold lan(const LanFault& fault) override { return parts_.hardware.lan(fault); }

    std::uint64_t received_bytes() override { return parts_.hardware.received_bytes(); }

    base::Clock::time_point now() override { return parts_.signals.now(); }

    void wait(base::Milliseconds time) override { wait_until(now() + time); }

    void wait_until(base::Clock::time_point time) override;
    [[noreturn]] void wait_for_ever() override;
    void await_plug() override;
    base::Clock::time_point await_reset(int n) override;
    base::Clock::time_point await_reset(int n, base::Clock::time_point since) override;
    void await_configured() override;
    bool await_power_off(base::Milliseconds least, base::Milliseconds limit) override;
    double uplink_rate(base::Milliseconds window) override;

    std::mt19937_64& random() override { return random_; }

    void note(const std::string& what, std::optional<base::Clock::time_point> scheduled) override {
        parts_.note(what, scheduled);
    }

private:
    void await(const std::function<bool(const Signals::State&)>& ready);

    Parts parts_;
    std::mt19937_64 random_;
    RateMeter uplink_;
};

}  // namespace tetherlab::fault
