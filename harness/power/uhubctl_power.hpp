// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "harness/power/power.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tetherlab::power {

// A port of a USB hub of this machine whose power can be switched, by uhubctl. Many hubs only cut the data
// lines: the port says that it is off, and VBUS stays.
class UhubctlPower : public Power {
public:
    struct Options {
        std::string hub;                  // as uhubctl lists it: "1-1.4", "2"
        int port = 1;                     // from 1
        base::Milliseconds time{20'000};  // for each call

        std::string to_text() const;  // "port 4 of USB hub 1-1"
    };

    explicit UhubctlPower(Options options) : options_(std::move(options)) {}

    void on() override;
    void off() override;
    bool is_on() const override;

private:
    bool run(const char* action) const;

    Options options_;
};

// `action` "on", "off", or "" to read.
base::Argv uhubctl_argv(const UhubctlPower::Options& options, std::string_view action);

// Whether a port has power by what uhubctl printed, nothing when it does not say:
//
//   Current status for hub 1-1 [2109:3431 USB2.0 Hub, USB 2.10, 4 ports, ppps]
//     Port 4: 0503 power highspeed enable connect [05c6:9057 Android]
//   Sent power off request
//   New status for hub 1-1 [2109:3431 USB2.0 Hub, USB 2.10, 4 ports, ppps]
//     Port 4: 0000 off
//
// After a request only what is new counts. A USB 3 hub is two hubs to uhubctl; one of them with power is
// enough.
std::optional<bool> parse_port_power(std::string_view said, int port);

}  // namespace tetherlab::power
