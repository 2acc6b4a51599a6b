// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/error.hpp"
#include "harness/power/power.hpp"

#include <functional>
#include <string>
#include <vector>

namespace tetherlab::power {

// A supply that records what it was told.
class FakePower : public Power {
public:
    std::vector<std::string> calls;     // "on", "off"
    std::function<void()> on_power_on;  // what the router does then
    bool stuck = false;                 // the switch does not obey

    void on() override {
        calls.emplace_back("on");
        if (stuck) throw base::Error("switch on", "the router's power", "the relay does not answer");
        on_ = true;
        if (on_power_on) on_power_on();
    }

    void off() override {
        calls.emplace_back("off");
        on_ = false;
    }

    bool is_on() const override { return on_; }

private:
    bool on_ = false;
};

}  // namespace tetherlab::power
