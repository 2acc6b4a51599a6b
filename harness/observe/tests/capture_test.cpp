// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/capture.hpp"

#include "gadget/base/text.hpp"
#include "gadget/base/yaml.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace tetherlab::observe {
namespace {

std::string timeline_of(const std::string& log) {
    return to_text(read_capture(log, "storm.txt").timeline);
}

std::string error_of(const std::string& log) {
    try {
        read_capture(log, "storm.txt");
    } catch (const base::ConfigError& error) {
        return error.what();
    }
    return "no error";
}

TEST(Capture, TakesTheEventsOfTheBusAndTheirTimesFromTheFirst) {
    EXPECT_EQ(timeline_of(
                  "[  100.000000] usb 1-1: USB disconnect, device number 2\n"
                  "[  100.010000] rndis_host 1-1:2.0 usb0: unregister 'rndis_host' usb-xhci-1, RNDIS device\n"
                  "[  101.825868] usb 1-1: new high-speed USB device number 3 using xhci-mtk\n"),
              "0.000 disconnect, 1.826 connect");
}

TEST(Capture, KeepsWhatTheLinesSay) {
    const Capture capture = read_capture(
        "[    1.000000] usb 1-1: new high-speed USB device number 3 using xhci-mtk\n"
        "[    1.100000] xhci-mtk 1e1c0000.xhci: ERROR: unexpected setup context command completion code "
        "0x11.\n"
        "[    1.200000] usb 1-1: hub failed to enable device, error -22\n",
        "storm.txt");
    ASSERT_EQ(capture.events.size(), capture.timeline.events.size());
    EXPECT_EQ(capture.events.at(0).number, 3);
    EXPECT_EQ(capture.events.at(1).code, "0x11");
    EXPECT_EQ(capture.events.at(2).error, -22);
}

TEST(Capture, KnowsTheSameFailureOfAnotherController) {
    EXPECT_EQ(timeline_of("[    1.000000] usb 1-1: new high-speed USB device number 3 using xhci_hcd\n"
                          "[    1.100000] usb 1-1: Device not responding to setup context.\n"
                          "[    1.200000] usb 1-1: hub failed to enable device, error -71\n"),
              "0.000 connect, 0.100 context-failed, 0.200 enable-failed");
}

TEST(Capture, TellsARetryFromAnotherConnectByItsNumber) {
    const std::string failed =
        "[    1.000000] usb 1-1: new high-speed USB device number 3 using xhci-mtk\n"
        "[    1.100000] xhci-mtk 1e1c0000.xhci: ERROR: unexpected setup context command completion code "
        "0x11.\n"
        "[    1.200000] usb 1-1: hub failed to enable device, error -22\n";
    EXPECT_EQ(
        timeline_of(failed + "[    3.000000] usb 1-1: new high-speed USB device number 4 using xhci-mtk\n"),
        "0.000 connect, 0.100 context-failed, 0.200 enable-failed, 2.000 retry");
    EXPECT_EQ(
        timeline_of(failed + "[    3.000000] usb 1-1: new high-speed USB device number 5 using xhci-mtk\n"),
        "0.000 connect, 0.100 context-failed, 0.200 enable-failed, 2.000 connect");
}

TEST(Capture, OfTheStormHasAllOfItsLines) {
    const std::string log = base::read_file(std::filesystem::path(TETHERLAB_SOURCE_DIR) /
                                            "harness/observe/tests/data/dmesg-storm.txt");
    EXPECT_EQ(timeline_of(log),
              "0.000 disconnect, 1.826 connect, 1.839 context-failed, 1.857 enable-failed, 3.196 retry, "
              "5.863 disconnect, 6.386 connect, 7.730 disconnect, 8.246 connect, 8.936 address-failed, "
              "9.166 address-failed, 9.396 address-refused, 10.956 retry, 19.755 disconnect, 20.266 connect, "
              "20.426 address-failed, 20.656 address-failed, 20.886 address-refused, 21.266 retry, "
              "23.179 disconnect, 26.616 connect, 28.707 disconnect, 29.816 connect, 30.456 disconnect, "
              "32.206 connect, 566.695 disconnect, 567.206 connect");
}

TEST(Capture, RefusesALogThatSaysNothingOfTheBus) {
    EXPECT_EQ(error_of("br-lan: port 1(lan1) entered forwarding state\n"),
              "storm.txt:1:1: expected a kernel log with lines such as '[  489.702789] usb 1-1: USB "
              "disconnect, device "
              "number 2', got none\n"
              "  br-lan: port 1(lan1) entered forwarding state\n"
              "  ^");
}

TEST(Capture, RefusesAnEventWithoutATime) {
    EXPECT_EQ(error_of("usb 1-1: USB disconnect, device number 2\n"),
              "storm.txt:1:1: expected a time such as '[  489.702789]' before the event, got none\n"
              "  usb 1-1: USB disconnect, device number 2\n"
              "  ^");
}

TEST(Capture, RefusesEventsOfTwoDevices) {
    EXPECT_EQ(error_of("[    1.000000] usb 1-1: USB disconnect, device number 2\n"
                       "[    2.000000] usb 2-1.3: new high-speed USB device number 3 using xhci-mtk\n"),
              "storm.txt:2:1: expected events of usb 1-1 only, got one of usb 2-1.3\n"
              "  [    2.000000] usb 2-1.3: new high-speed USB device number 3 using xhci-mtk\n"
              "  ^");
}

TEST(Capture, RefusesWhatCannotBeReplayed) {
    EXPECT_EQ(
        error_of("[    1.000000] usb 1-1: new high-speed USB device number 3 using xhci-mtk\n"
                 "[    6.100000] usb 1-1: device descriptor read/64, error -110\n"),
        "storm.txt:2:1: expected what can be replayed, got 'usb 1-1: device descriptor read/64, error -110'\n"
        "  [    6.100000] usb 1-1: device descriptor read/64, error -110\n"
        "  ^");
}

TEST(Capture, ShowsTheLineOfAnEventThatCannotFollow) {
    EXPECT_EQ(error_of("[    1.000000] usb 1-1: USB disconnect, device number 2\n"
                       "\n"
                       "[    2.000000] usb 1-1: USB disconnect, device number 3\n"),
              "storm.txt:3:1: expected connect after disconnect, got disconnect\n"
              "  [    2.000000] usb 1-1: USB disconnect, device number 3\n"
              "  ^");
}

TEST(Capture, RefusesALogThatStartsAnew) {
    EXPECT_EQ(error_of("[  489.000000] usb 1-1: USB disconnect, device number 2\n"
                       "[    6.000000] usb 1-1: new high-speed USB device number 2 using xhci-mtk\n"),
              "storm.txt:2:1: expected times that increase, got -483.000 after 0.000\n"
              "  [    6.000000] usb 1-1: new high-speed USB device number 2 using xhci-mtk\n"
              "  ^");
}

}  // namespace
}  // namespace tetherlab::observe
