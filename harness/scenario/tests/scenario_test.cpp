// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/scenario.hpp"

#include <gmock/gmock.h>
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
              "default-route, dns, http, ipv6, http6, wan, diagnosis, names, download, log, times, no-log, "
              "fault, replayed, not, within; did you mean 'driver'?\n"
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

TEST(Scenario, ReadsTheStepsOfAFault) {
    const Scenario scenario = with_steps(
        "  - fault: brownout\n    as: first\n    with: {off: 2 s}\n    on: request\n    after: 250 ms\n"
        "  - fire: first\n  - end: first\n");
    const fault::Order& order = std::get<ArmFault>(scenario.steps[0].action).order;
    EXPECT_EQ(scenario.steps[0].name, "fault: brownout as first");
    EXPECT_EQ(order.id, "first");
    EXPECT_EQ(order.values.number("off"), 2000);
    EXPECT_EQ(std::get<FireFault>(scenario.steps[1].action).id, "first");
    EXPECT_EQ(std::get<FireFault>(scenario.steps[1].action).delay, 250ms);
    EXPECT_EQ(std::get<EndFault>(scenario.steps[2].action).id, "first");
    EXPECT_EQ(scenario.steps[2].name, "end: first");
}

TEST(Scenario, ReadsWhatTheLogHasToShowOfAFault) {
    const Scenario scenario = with_steps(
        "  - fault: brownout\n"
        "  - expect:\n      - fault: brownout ended\n      - log: USB disconnect\n        times: 2\n"
        "      - no-log: RNDIS init failed\n        within: 5 s\n      - usb: absent\n");
    const auto& expectations = std::get<Expect>(scenario.steps[1].action).expectations;
    EXPECT_EQ(std::get<verdict::FaultHas>(expectations[0].assertion).moment, verdict::FaultMoment::kEnded);
    EXPECT_EQ(std::get<verdict::LogHas>(expectations[1].assertion).times, 2);
    EXPECT_EQ(std::get<verdict::LogLacks>(expectations[2].assertion).text, "RNDIS init failed");
    EXPECT_TRUE(std::holds_alternative<verdict::UsbAbsent>(expectations[3].assertion));
}

TEST(Scenario, ReadsWhatTheUsbHasToBe) {
    const Scenario scenario =
        with_steps("  - expect:\n      - usb: enumerated\n      - usb: verified\n      - usb: absent\n");
    const auto& expectations = std::get<Expect>(scenario.steps[0].action).expectations;
    EXPECT_TRUE(std::holds_alternative<verdict::UsbEnumerated>(expectations[0].assertion));
    EXPECT_TRUE(std::holds_alternative<verdict::UsbVerified>(expectations[1].assertion));
    EXPECT_TRUE(std::holds_alternative<verdict::UsbAbsent>(expectations[2].assertion));
}

TEST(Scenario, ReadsWhatMustNotHold) {
    const Scenario scenario = with_steps(
        "  - expect:\n      - not: {http: client}\n        within: 5 s\n      - download: 2 Mbit/s\n");
    const auto& expectations = std::get<Expect>(scenario.steps[0].action).expectations;
    EXPECT_EQ(expectations[0].name, "not http: client");
    EXPECT_TRUE(expectations[0].negated);
    EXPECT_EQ(expectations[0].within, 5s);
    EXPECT_FALSE(expectations[1].negated);
    EXPECT_EQ(std::get<verdict::DownloadOf>(expectations[1].assertion).rate, 2e6);
}

TEST(Scenario, ReadsItsSeed) {
    EXPECT_EQ(parse("scenario: a\ntitle: T\nhotspot: h\nseed: 7\nsteps: [plug]\n", "s.yaml").seed, 7u);
    EXPECT_EQ(parse("scenario: a\ntitle: T\nhotspot: h\nsteps: [plug]\n", "s.yaml").seed, 0u);
}

TEST(Scenario, FiringAFaultThatNoStepOrdersIsRefused) {
    EXPECT_EQ(error_of("  - fire: brownout\n"),
              "s.yaml:6:11: no step before this one orders a fault 'brownout'\n"
              "    - fire: brownout\n"
              "            ^");
}

TEST(Scenario, EndingAFaultByAMisspelledNameIsShownWithTheNearest) {
    EXPECT_EQ(error_of("  - fault: brownout\n  - end: brownuot\n"),
              "s.yaml:7:10: no step before this one orders a fault 'brownuot', only brownout; did you mean "
              "'brownout'?\n"
              "    - end: brownuot\n"
              "           ^");
}

TEST(Scenario, ExpectingOfAFaultThatNoStepOrdersIsRefused) {
    EXPECT_EQ(error_of("  - fault: brownout\n    as: first\n  - expect:\n      - fault: brownout fired\n"),
              "s.yaml:9:16: no step before this one orders a fault 'brownout', only first\n"
              "        - fault: brownout fired\n"
              "                 ^");
}

TEST(Scenario, ExpectingSomethingElseOfAFaultIsRefused) {
    EXPECT_EQ(error_of("  - fault: brownout\n  - expect:\n      - fault: brownout\n"),
              "s.yaml:8:16: expected a fault and 'fired' or 'ended', such as 'brownout ended', got "
              "'brownout'\n"
              "        - fault: brownout\n"
              "                 ^");
}

TEST(Scenario, TwoFaultsOfOneNameAreRefused) {
    EXPECT_EQ(error_of("  - fault: brownout\n  - fault: brownout\n"),
              "s.yaml:7:5: a fault 'brownout' is ordered at s.yaml:6:5; give one of them another name with "
              "'as'\n"
              "    - fault: brownout\n"
              "      ^");
}

TEST(Scenario, FiringAFaultThatWaitsForSomethingElseIsRefused) {
    EXPECT_EQ(error_of("  - fault: brownout\n    on: plug\n  - fire: brownout\n"),
              "s.yaml:8:11: fault 'brownout' fires on 'plug' by itself; order it with 'on: request' to fire "
              "it here\n"
              "    - fire: brownout\n"
              "            ^");
}

TEST(Scenario, AFaultWithANegativeTimeIsRefusedAtItsPlace) {
    EXPECT_EQ(error_of("  - fault: brownout\n    with: {off: -2 s}\n"),
              "s.yaml:7:17: expected 'off' from 10 ms to 1 h, got '-2 s'\n"
              "      with: {off: -2 s}\n"
              "                  ^");
}

TEST(Scenario, AnEmptyLogTextIsRefused) {
    EXPECT_EQ(error_of("  - expect:\n      - log: ''\n"),
              "s.yaml:7:14: expected a part of a kernel line such as 'USB disconnect', got ''\n"
              "        - log: ''\n"
              "               ^");
}

// --- replay ---------------------------------------------------------------------------------------------

Scenario replaying(const std::string& steps) {
    return parse(kHead + steps, std::string(TETHERLAB_SOURCE_DIR) + "/scenarios/faults/s.yaml");
}

std::string error_of_replaying(const std::string& steps) {
    try {
        replaying(steps);
    } catch (const base::ConfigError& error) {
        const std::string text = error.what();
        return text.substr(text.find("s.yaml"));
    }
    return "no error";
}

TEST(Scenario, ReadsTheLogThatAStepReplays) {
    const Scenario scenario =
        replaying("  - replay: captures/dmesg-storm.txt\n    as: storm\n    with: {compress: 20}\n");
    const fault::Order& order = std::get<ArmFault>(scenario.steps.at(0).action).order;
    EXPECT_EQ(scenario.steps.at(0).name, "replay: captures/dmesg-storm.txt");
    EXPECT_EQ(order.kind->name, "replay");
    EXPECT_EQ(order.id, "storm");
    EXPECT_EQ(order.values.whole("compress"), 20);
    EXPECT_TRUE(
        order.values.text("timeline").starts_with("0.000 disconnect, 1.826 connect, 1.839 context-failed"));
}

TEST(Scenario, AnOrderOfAReplayReadsTheSameForTheHotspot) {
    const Scenario scenario = replaying("  - replay: captures/dmesg-storm.txt\n    with: {compress: 20}\n");
    const fault::Order& order = std::get<ArmFault>(scenario.steps.at(0).action).order;
    const fault::Order again = fault::parse_order(base::YamlNode::parse(order.yaml, "order"));
    EXPECT_EQ(again.values.text("timeline"), order.values.text("timeline"));
    EXPECT_EQ(again.values.whole("compress"), 20);
    EXPECT_EQ(fault::with_seed(order, 7).values.text("timeline"), order.values.text("timeline"));
}

TEST(Scenario, ExpectsOfAReplayWhatTheLogShows) {
    const Scenario scenario = replaying(
        "  - replay: captures/dmesg-storm.txt\n    with: {compress: 20}\n  - expect:\n      - replayed: "
        "replay\n");
    const auto& replayed = std::get<verdict::Replayed>(
        std::get<Expect>(scenario.steps.at(1).action).expectations.at(0).assertion);
    EXPECT_EQ(replayed.playback.timeline.events.size(), 27U);
    EXPECT_EQ(replayed.capture.size(), 27U);
    EXPECT_EQ(replayed.playback.compression.factor, 20);
}

TEST(Scenario, ALogThatIsNotThereIsShown) {
    EXPECT_THAT(
        error_of_replaying("  - replay: captures/none.txt\n"),
        testing::StartsWith("s.yaml:6:13: expected a kernel log of at most 1 MiB beside this file, got '"));
}

TEST(Scenario, ATimelineBesideALogIsRefused) {
    EXPECT_THAT(
        error_of_replaying("  - replay: captures/dmesg-storm.txt\n    with: {timeline: 0 connect}\n"),
        testing::StartsWith("s.yaml:7:12: unknown key 'timeline', expected one of compress, quiet, lead"));
}

TEST(Scenario, AReplayOfAFaultThatReplaysNothingIsRefused) {
    EXPECT_THAT(error_of_replaying("  - fault: brownout\n  - expect:\n      - replayed: brownout\n"),
                testing::StartsWith("s.yaml:8:19: expected a fault that replays a timeline, got 'brownout'"));
}

}  // namespace
}  // namespace tetherlab::scenario
