// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/order.hpp"
#include "gadget/fault/rate_meter.hpp"
#include "gadget/fault/stage.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tetherlab::fault::testing {

// A stage without a hotspot and without waiting: time is what the fault waits for. It writes down what the
// fault does, with the milliseconds since the start: "0 detached", "90 attached".
class FakeStage : public Stage {
public:
    // The fault is cancelled in the wait that would go beyond `end`.
    explicit FakeStage(base::Milliseconds end) : end_(start_ + end) {}

    // Runs a fault to its end, as a scenario orders it.
    void run(const std::string& order) {
        const Order parsed = parse_order(base::YamlNode::parse(order, "order.yaml"));
        try {
            parsed.kind->run(*this, parsed.values);
            write("done");
        } catch (const Cancelled&) {
            write("cancelled");
        }
    }

    // --- what happens to it ---------------------------------------------------------------------------
    base::Milliseconds plug_at{0};
    std::vector<base::Milliseconds> resets;
    std::optional<std::pair<base::Milliseconds, base::Milliseconds>> power_off;  // from, to
    std::function<double(base::Milliseconds now)> sent_mbit_s;                   // what the router sends

    std::vector<std::string> done;
    Shape shape;  // of the identity it shows

    // --- Stage ----------------------------------------------------------------------------------------
    Hold detached() override { return hold("detached", "attached"); }

    Hold powered_off() override { return hold("power off", "power on"); }

    Hold identity(Shape wanted) override {
        shape = std::move(wanted);
        return hold("other identity", "own identity");
    }

    Hold control(const ControlFault& fault) override {
        static constexpr const char* kAnswers[] = {"stall", "silence", "delay"};
        return hold(request_text(fault) + " " + kAnswers[static_cast<int>(fault.answer)], "own answers");
    }

    Hold data_stalled() override { return hold("data stalled", "data flows"); }

    Hold lan(const LanFault& fault) override {
        return hold("lan " + std::to_string(static_cast<int>(fault.what)), "lan healed");
    }

    std::uint64_t received_bytes() override { return bytes_; }

    base::Clock::time_point now() override { return now_; }

    void wait(base::Milliseconds time) override { wait_until(now_ + time); }

    void wait_until(base::Clock::time_point time) override {
        if (time > end_) {
            now_ = end_;
            throw Cancelled();
        }
        const std::chrono::duration<double> passed = std::max(time, now_) - now_;
        if (sent_mbit_s)
            bytes_ += static_cast<std::uint64_t>(sent_mbit_s(since_start()) * 1e6 / 8 * passed.count());
        now_ = std::max(time, now_);
    }

    [[noreturn]] void wait_for_ever() override {
        now_ = end_;
        throw Cancelled();
    }

    void await_plug() override { wait_until(start_ + plug_at); }

    base::Clock::time_point await_reset(int n) override { return await_reset(n, now_); }

    base::Clock::time_point await_reset(int n, base::Clock::time_point since) override {
        for (const base::Milliseconds reset : resets) {
            if (start_ + reset <= since || --n > 0) continue;
            wait_until(start_ + reset);
            return start_ + reset;
        }
        now_ = end_;
        throw Cancelled();
    }

    void await_configured() override {}

    bool await_power_off(base::Milliseconds least, base::Milliseconds limit) override {
        const base::Clock::time_point end = now_ + limit;
        const bool long_enough = power_off && power_off->second - power_off->first >= least;
        const base::Clock::time_point cleared = start_ + (long_enough ? power_off->first + least : least);
        const bool is_cleared = long_enough && cleared > now_ && cleared <= end;
        wait_until(is_cleared ? cleared : end);
        return is_cleared;
    }

    double uplink_rate(base::Milliseconds window) override {
        meter_.add(now_, bytes_);
        return meter_.rate(window);
    }

    std::mt19937_64& random() override { return random_; }

    void note(const std::string& what, std::optional<base::Clock::time_point>) override {
        write("note: " + what);
    }

private:
    base::Milliseconds since_start() const {
        return std::chrono::duration_cast<base::Milliseconds>(now_ - start_);
    }

    void write(const std::string& what) {
        done.push_back(std::to_string(since_start().count()) + " " + what);
    }

    Hold hold(const std::string& begin, const std::string& end) {
        write(begin);
        return Hold([this, end] { write(end); });
    }

    static std::string request_text(const ControlFault& fault) {
        return "request " + std::to_string(fault.match.request_type) + "/" +
               std::to_string(fault.match.request) + " value " + std::to_string(fault.match.value) + "/" +
               std::to_string(fault.match.value_mask) + " times " + std::to_string(fault.times);
    }

    base::Clock::time_point start_ = base::Clock::now();
    base::Clock::time_point now_ = start_;
    base::Clock::time_point end_;
    std::uint64_t bytes_ = 0;
    RateMeter meter_;
    std::mt19937_64 random_{1};
};

}  // namespace tetherlab::fault::testing
