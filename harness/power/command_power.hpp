// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "harness/power/power.hpp"

namespace tetherlab::power {

// A switch that has a program of its own: a smart plug, a PDU, a relay board. Programs are started as they
// are, without a shell.
class CommandPower : public Power {
public:
    struct Options {
        base::Argv on;
        base::Argv off;
        base::Argv status = {};  // prints "on" or "off" and more words if it likes; empty: there is none
        base::Milliseconds time{10'000};  // for each
    };

    explicit CommandPower(Options options) : options_(std::move(options)) {}

    // Without a status command, success is all there is to go by. With one, it has to say so afterwards.
    void on() override;
    void off() override;

    // Without a status command: what was switched last, and off before.
    bool is_on() const override;

private:
    void switch_to(bool on);

    Options options_;
    bool on_ = false;
};

}  // namespace tetherlab::power
