// SPDX-License-Identifier: Apache-2.0
#include "harness/power/uhubctl_power.hpp"

#include "gadget/base/testing/error_of.hpp"

#include <gtest/gtest.h>

namespace tetherlab::power {
namespace {

using base::testing::error_of;

constexpr auto kSwitchedOff =
    "Current status for hub 2-1.3 [2109:0822 VIA Labs, Inc. USB3.1 Hub, USB 3.20, 4 ports, ppps]\n"
    "  Port 4: 02a0 power 5gbps Rx.Detect\n"
    "Sent power off request\n"
    "New status for hub 2-1.3 [2109:0822 VIA Labs, Inc. USB3.1 Hub, USB 3.20, 4 ports, ppps]\n"
    "  Port 4: 00a0 off\n"
    "Current status for hub 1-1.4 [2109:2822 VIA Labs, Inc. USB2.0 Hub, USB 2.10, 4 ports, ppps]\n"
    "  Port 4: 0000 off\n"
    "Sent power off request\n"
    "New status for hub 1-1.4 [2109:2822 VIA Labs, Inc. USB2.0 Hub, USB 2.10, 4 ports, ppps]\n"
    "  Port 4: 0000 off\n";

TEST(UhubctlPower, NamesHubAndPort) {
    const UhubctlPower::Options options{"1-1.4", 3};
    EXPECT_EQ(base::to_text(uhubctl_argv(options, "on")), "uhubctl -l 1-1.4 -p 3 -a on");
    EXPECT_EQ(base::to_text(uhubctl_argv(options, "off")), "uhubctl -l 1-1.4 -p 3 -a off -r 100");
    EXPECT_EQ(base::to_text(uhubctl_argv(options, "")), "uhubctl -l 1-1.4 -p 3");
}

TEST(UhubctlPower, SaysWhatUhubctlSaysOfAHubThatIsNotThere) {
    UhubctlPower power({"9-9", 1});
    EXPECT_EQ(error_of([&] { power.off(); }),
              "run uhubctl -l 9-9 -p 1 -a off -r 100: exit status 1: No compatible devices detected at "
              "location 9-9!\nRun with -h to get usage info.");
    EXPECT_EQ(error_of([&] { power.is_on(); }),
              "run uhubctl -l 9-9 -p 1: exit status 1: No compatible devices detected at location 9-9!\n"
              "Run with -h to get usage info.");
}

TEST(PortPower, IsReadFromTheStatus) {
    const auto said =
        "Current status for hub 1-1 [2109:3431 USB2.0 Hub, USB 2.10, 4 ports, ppps]\n"
        "  Port 1: 0503 power highspeed enable connect [05c6:9057 Android 0123456789ABCDEF]\n"
        "  Port 2: 0000 off\n";
    EXPECT_EQ(parse_port_power(said, 1), true);
    EXPECT_EQ(parse_port_power(said, 2), false);
    EXPECT_EQ(parse_port_power(said, 3), std::nullopt);
}

TEST(PortPower, AfterARequestIsTheNewOneOfBothHalvesOfAHub) {
    EXPECT_EQ(parse_port_power(kSwitchedOff, 4), false);
}

TEST(PortPower, IsOnWhileOneHalfOfAHubHasPower) {
    EXPECT_EQ(parse_port_power("  Port 4: 00a0 off\n  Port 4: 0100 power\n", 4), true);
    EXPECT_EQ(parse_port_power("  Port 4: 02a0 power 5gbps\n  Port 4: 0000 off\n", 4), true);
}

TEST(PortPower, IsNotTakenFromTheNameOfADevice) {
    EXPECT_EQ(parse_port_power("  Port 1: 0000 off [1234:5678 Port 2: 0100 power]\n", 2), std::nullopt);
    EXPECT_EQ(parse_port_power("  Port 1: \n  Port 1: 0100\n", 1), std::nullopt);
    EXPECT_EQ(parse_port_power("", 1), std::nullopt);
}

}  // namespace
}  // namespace tetherlab::power
