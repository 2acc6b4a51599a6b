// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/scenario.hpp"

#include <gtest/gtest.h>

namespace tetherlab::scenario {
namespace {

using namespace std::chrono_literals;

constexpr const char* kHead = "scenario: d53\ntitle: T\nhotspot: quanta-d53\nimage: standin\nsteps:\n";

Scenario with_steps(const std::string& steps) {
    return parse(kHead + steps, "s.yaml");
}

std::string error_of(const std::string& steps) {
    try {
        with_steps(steps);
    } catch (const base::ConfigError& error) {
        return error.what();
    }
    return "no error";
}

TEST(Scenario, ReadsEveryStep) {
    const Scenario scenario = with_steps(
        "  - flash\n  - lan: 192.168.8.1/24\n  - wan: usb0\n  - plug\n  - select-configuration: 1\n  - "
        "unplug\n"
        "  - expect:\n      - driver: none\n");
    ASSERT_EQ(scenario.steps.size(), 7U);
    EXPECT_TRUE(std::holds_alternative<Flash>(scenario.steps[0].action));
    EXPECT_EQ(std::get<SetLan>(scenario.steps[1].action).lan.to_text(), "192.168.8.1/24");
    EXPECT_EQ(std::get<SetWan>(scenario.steps[2].action).device, "usb0");
    EXPECT_TRUE(std::holds_alternative<Plug>(scenario.steps[3].action));
    EXPECT_EQ(std::get<SelectConfiguration>(scenario.steps[4].action).value, 1);
    EXPECT_TRUE(std::holds_alternative<Unplug>(scenario.steps[5].action));
    EXPECT_EQ(scenario.steps[6].name, "expect");
}

TEST(Scenario, KeepsThePlaceOfEachStepAndAssertion) {
    const Scenario scenario =
        with_steps("  - plug\n  - expect:\n      - http: client\n        within: 90 s\n");
    EXPECT_EQ(scenario.steps[0].place, "s.yaml:6:5");
    const Expectation& http = std::get<Expect>(scenario.steps[1].action).expectations.at(0);
    EXPECT_EQ(http.place, "s.yaml:8:9");
    EXPECT_EQ(http.name, "http: client");
    EXPECT_EQ(http.within, 90s);
}

TEST(Scenario, AMisspelledAssertionIsShownWithTheNearest) {
    EXPECT_EQ(error_of("  - expect:\n      - drivr: rndis_host\n"),
              "s.yaml:7:9: unknown key 'drivr', expected one of usb, configuration, driver, netdev, lease, "
              "default-route, dns, http, ipv6, http6, wan, diagnosis, names, within; did you mean 'driver'?\n"
              "        - drivr: rndis_host\n"
              "          ^");
}

TEST(Scenario, TwoAssertionsInOneEntryAreRefused) {
    EXPECT_EQ(error_of("  - expect:\n      - driver: none\n        netdev: none\n"),
              "s.yaml:7:9: expected one assertion, got two: 'driver' and 'netdev'; write each as a list "
              "entry of its own\n"
              "        - driver: none\n"
              "          ^");
}

TEST(Scenario, AMisspelledStepIsShownWithTheNearest) {
    EXPECT_EQ(error_of("  - flsh\n"),
              "s.yaml:6:5: expected one of flash, plug, unplug, got 'flsh'; did you mean 'flash'?\n    - "
              "flsh\n      ^");
}

TEST(Scenario, ALanWithoutAPrefixIsRefused) {
    EXPECT_EQ(error_of("  - lan: 192.168.8.1\n"),
              "s.yaml:6:10: expected an address such as 192.168.8.1/24, got '192.168.8.1'\n"
              "    - lan: 192.168.8.1\n"
              "           ^");
}

TEST(Scenario, ADeviceNameCannotCarryAShellCommand) {
    EXPECT_EQ(error_of("  - wan: usb0;reboot\n"),
              "s.yaml:6:10: expected a network device such as usb0, got 'usb0;reboot'\n"
              "    - wan: usb0;reboot\n"
              "           ^");
}

TEST(Scenario, WithoutStepsIsRefused) {
    EXPECT_EQ(error_of("  []\n"),
              "s.yaml:6:3: expected at least one step, got an empty list\n"
              "    []\n"
              "    ^");
}

TEST(Scenario, ThatFlashesNeedsAnImage) {
    try {
        parse("scenario: a\ntitle: T\nhotspot: h\nsteps: [flash]\n", "s.yaml");
        FAIL() << "expected a ConfigError";
    } catch (const base::ConfigError& error) {
        EXPECT_STREQ(error.what(),
                     "s.yaml:1:1: a 'flash' step needs a key 'image', got none\n  scenario: a\n  ^");
    }
}

TEST(Scenario, ThatFlashesNothingNeedsNoImage) {
    EXPECT_EQ(parse("scenario: a\ntitle: T\nhotspot: h\nsteps: [plug]\n", "s.yaml").image, "");
}

TEST(Scenario, ANameHasNoSpaces) {
    try {
        parse("scenario: my d53\ntitle: T\nhotspot: h\nimage: i\nsteps: [plug]\n", "s.yaml");
        FAIL() << "expected a ConfigError";
    } catch (const base::ConfigError& error) {
        EXPECT_STREQ(error.what(),
                     "s.yaml:1:11: expected a name of a-z, 0-9 and '-', got 'my d53'\n"
                     "  scenario: my d53\n"
                     "            ^");
    }
}

}  // namespace
}  // namespace tetherlab::scenario
