// SPDX-License-Identifier: Apache-2.0
#include "harness/log/prefix.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

namespace tetherlab::log {
namespace {

using namespace std::chrono_literals;

// A line and what it is taken apart into; the time as text: "5.485417 up", "15:55:34 day".
struct Example {
    const char* name;
    const char* line;
    const char* stamp;
    const char* host;
    const char* program;
    const char* message;
};

std::ostream& operator<<(std::ostream& out, const Example& example) {
    return out << example.line;
}

class EveryPrefix : public ::testing::TestWithParam<Example> {};

TEST_P(EveryPrefix, IsTakenApart) {
    const Example& example = GetParam();
    const Said said = take_apart(example.line);
    EXPECT_EQ(said.stamp, example.stamp);
    EXPECT_EQ(said.host, example.host);
    EXPECT_EQ(said.program, example.program);
    EXPECT_EQ(said.message, example.message);
}

constexpr const char* kMessage = "usb 1-1: USB disconnect, device number 2";

INSTANTIATE_TEST_SUITE_P(
    Prefix, EveryPrefix,
    ::testing::Values(
        Example{"dmesg", "[  489.702789] usb 1-1: USB disconnect, device number 2", "489.702789", "", "",
                kMessage},
        Example{"NarrowDmesg", "[5.485417] usb 1-1: USB disconnect, device number 2", "5.485417", "", "",
                kMessage},
        Example{"RawConsole", "<6>[  489.702789] usb 1-1: USB disconnect, device number 2", "489.702789", "",
                "", kMessage},
        Example{"Caller", "[  489.702789][  T123] usb 1-1: USB disconnect, device number 2", "489.702789", "",
                "", kMessage},
        Example{"Thread", "[  489.702789] (0)[123:khubd]usb 1-1: USB disconnect, device number 2",
                "489.702789", "", "", kMessage},
        Example{"DecodedFacility", "kern  :info  : [  489.702789] usb 1-1: USB disconnect, device number 2",
                "489.702789", "", "", kMessage},
        Example{"ReadableTime", "[Thu Aug  7 17:59:49 2022] usb 1-1: USB disconnect, device number 2",
                "[Thu Aug  7 17:59:49 2022]", "", "", kMessage},
        Example{"IsoTime", "2022-08-07T17:59:49,123456+02:00 usb 1-1: USB disconnect, device number 2",
                "2022-08-07T17:59:49,123456+02:00", "", "", kMessage},
        Example{"Syslog", "Apr 16 15:55:34 host-1 kernel: usb 1-1: USB disconnect, device number 2",
                "Apr 16 15:55:34", "host-1", "kernel", kMessage},
        Example{"SyslogWithUptime",
                "Aug  7 17:59:49 router kernel: [  489.702789] usb 1-1: USB disconnect, device number 2",
                "489.702789", "router", "kernel", kMessage},
        Example{"SyslogWithYear",
                "2024 Aug  7 17:59:49 router kernel: usb 1-1: USB disconnect, device number 2",
                "2024 Aug  7 17:59:49", "router", "kernel", kMessage},
        Example{"IsoSyslog",
                "2022-08-07T17:59:49.123456+02:00 router kernel: usb 1-1: USB disconnect, device number 2",
                "2022-08-07T17:59:49.123456+02:00", "router", "kernel", kMessage},
        Example{"Logread",
                "Thu Aug  7 17:59:49 2022 kern.info kernel: [  489.702789] usb 1-1: USB disconnect, device "
                "number 2",
                "489.702789", "", "kernel", kMessage},
        Example{"BusyboxSyslog",
                "Aug  7 17:59:49 OpenWrt kern.info kernel: usb 1-1: USB disconnect, device number 2",
                "Aug  7 17:59:49", "OpenWrt", "kernel", kMessage},
        Example{"SyslogWithoutHost", "May  5 07:05:01 kernel: usb 1-1: USB disconnect, device number 2",
                "May  5 07:05:01", "", "kernel", kMessage},
        Example{"JournalMonotonic", "[  489.702789] router kernel: usb 1-1: USB disconnect, device number 2",
                "489.702789", "router", "kernel", kMessage},
        Example{"JournalFull",
                "Thu 2022-08-07 17:59:49 CEST router kernel: usb 1-1: USB disconnect, device number 2",
                "Thu 2022-08-07 17:59:49 CEST", "router", "kernel", kMessage},
        Example{"JournalUnix", "1659887989.123456 router kernel: usb 1-1: USB disconnect, device number 2",
                "1659887989.123456", "router", "kernel", kMessage},
        Example{"Kmsg", "6,339,489702789,-;usb 1-1: USB disconnect, device number 2", "6,339,489702789,-;",
                "", "", kMessage},
        Example{"NameOnly", "    kernel: usb 1-1: USB disconnect, device number 2", "", "", "kernel",
                kMessage},
        Example{"Nothing", "usb 1-1: USB disconnect, device number 2", "", "", "", kMessage},
        Example{"BehindAPrompt", "root@OpenWrt:/# [   50.100000] usb 1-1: USB disconnect, device number 2",
                "50.100000", "", "", kMessage},
        Example{"Grep",
                "/var/log/messages:Aug  7 17:59:49 router kernel: usb 1-1: USB disconnect, device number 2",
                "Aug  7 17:59:49", "router", "kernel", kMessage},
        Example{"GrepWithNumber", "117:[  489.702789] usb 1-1: USB disconnect, device number 2", "489.702789",
                "", "", kMessage},
        Example{"Program",
                "Thu Aug  7 17:59:49 2022 daemon.notice netifd: wan (812): udhcpc: sending discover",
                "Thu Aug  7 17:59:49 2022", "", "netifd", "wan (812): udhcpc: sending discover"},
        Example{"ProgramWithPid", "Aug  7 17:59:49 localhost mtp-probe[1531]: checking bus 2",
                "Aug  7 17:59:49", "localhost", "mtp-probe", "checking bus 2"},
        Example{"AnotherLanguage",
                "sie 07 17:59:49 komputer kernel: usb 1-1: USB disconnect, device number 2",
                "sie 07 17:59:49", "komputer", "kernel", kMessage}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(Prefix, HasTheUptimeToTheMicrosecond) {
    EXPECT_EQ(take_apart("[  489.702789] x").uptime, 489702789us);
    EXPECT_EQ(take_apart("[489.7] x").uptime, 489700000us);
}

TEST(Prefix, HasBothTimesOfLogread) {
    const Said said = take_apart("Thu Aug  7 17:59:49 2022 kern.info kernel: [  489.702789] x");
    EXPECT_EQ(said.uptime, 489702789us);
    ASSERT_TRUE(said.wall);
    EXPECT_TRUE(said.wall->has_year);
}

TEST(Prefix, TellsTwoStampsApartByTheirDistance) {
    const auto at = [](const char* line) { return take_apart(line).wall->at; };
    EXPECT_EQ(at("Mar  1 00:00:01 host kernel: x") - at("Feb 29 23:59:59 host kernel: x"), 2s);
}

TEST(Prefix, ReadsTheTimeSinceTheLineBefore) {
    EXPECT_EQ(take_apart("[  +0.000005] x").delta, 5us);
    EXPECT_EQ(take_apart("[<    1.500000>] x").delta, 1500000us);
}

TEST(Prefix, IsNotSeenInProse) {
    EXPECT_FALSE(take_apart("After some time, with hotspot the only usb device connected:").is_log());
    EXPECT_FALSE(take_apart("12:30 is when it stopped").is_log());
    EXPECT_FALSE(take_apart("usbcore: registered new interface driver cdc_ether").is_log());
    EXPECT_FALSE(take_apart("").is_log());
}

}  // namespace
}  // namespace tetherlab::log
