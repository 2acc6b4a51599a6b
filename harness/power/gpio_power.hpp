// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/power/power.hpp"

#include <filesystem>
#include <memory>

namespace tetherlab::power {

// A relay on a GPIO line of this machine, by libgpiod 1. The line is taken with the first switch and kept: a
// line that is let go may fall back to an input, and whatever the relay then does happens when the program
// ends. The relay has to be wired so that this leaves the router with power.
class GpioPower : public Power {
public:
    enum class Active { kHigh, kLow };

    struct Options {
        std::filesystem::path chip;     // "/dev/gpiochip0"
        unsigned int line = 0;          // offset within the chip
        Active active = Active::kHigh;  // the level at which there is power

        std::string to_text() const;  // "line 17 of /dev/gpiochip0"
    };

    explicit GpioPower(Options options);
    ~GpioPower() override;

    void on() override;
    void off() override;

    // What was switched last, and off before.
    bool is_on() const override { return on_; }

private:
    class Line;

    void switch_to(bool on);

    Options options_;
    std::unique_ptr<Line> line_;
    bool on_ = false;
};

}  // namespace tetherlab::power
