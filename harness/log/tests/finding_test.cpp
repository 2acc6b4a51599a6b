// SPDX-License-Identifier: Apache-2.0
#include "harness/log/finding.hpp"

#include "gadget/base/text.hpp"
#include "harness/log/tests/text.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace tetherlab::log {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "[  100.000000] usb 1-1: TEXT"
std::string usb(double at, const std::string& text) {
    return fmt::format("[{:12.6f}] usb 1-1: {}\n", at, text);
}

std::string connect(double at, int number) {
    return usb(at, fmt::format("new high-speed USB device number {} using xhci-mtk", number));
}

std::string disconnect(double at, int number) {
    return usb(at, fmt::format("USB disconnect, device number {}", number));
}

std::string registered(double at, const std::string& name = "usb0",
                       const std::string& mac = "02:00:00:00:00:01") {
    return fmt::format(
        "[{:12.6f}] rndis_host 1-1:1.0 {}: register 'rndis_host' at usb-x-1, RNDIS device, {}\n", at, name,
        mac);
}

TEST(Findings, AreNoneOfAHealthyDevice) {
    EXPECT_THAT(findings(account_of(connect(10, 2) + registered(10.3))), IsEmpty());
}

TEST(Findings, NameABrownoutByItsIrregularDisconnects) {
    std::string text;
    const double times[] = {0, 5.9, 7.8, 19.8, 23.2, 28.7};
    int number = 2;
    for (const double at : times) {
        text += connect(100 + at, number) + disconnect(101.2 + at, number);
        ++number;
    }
    text += connect(131, number);
    const std::vector<Finding> found = findings(account_of(text));
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].code, "brownout");
    EXPECT_EQ(found[0].certainty, Certainty::kLikely);
    EXPECT_EQ(found[0].sentence,
              "the device on 1-1 loses its power again and again: 6 disconnects in 28.7 s, about one every "
              "5.50 s, on "
              "the bus for 1.20 s and off it for 4.30 s (medians); there the log ends");
    EXPECT_EQ(found[0].evidence.size(), 6U);
}

TEST(Findings, NameABadContactByItsBrokenAnswers) {
    std::string text;
    int number = 2;
    for (const double at : {0.0, 5.9, 7.8, 19.8}) {
        text += connect(100 + at, number) + usb(100.1 + at, "device descriptor read/64, error -71") +
                disconnect(101.2 + at, number);
        ++number;
    }
    EXPECT_THAT(codes(account_of(text)), Contains("cable"));
}

TEST(Findings, NameALoopByItsRegularDistance) {
    std::string text;
    for (int i = 0; i < 5; ++i) text += connect(100 + 63.8 * i, 2 + i) + disconnect(161.3 + 63.8 * i, 2 + i);
    const std::vector<Finding> found = findings(account_of(text + connect(421, 7) + registered(421.2)));
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found[0].code, "reconnect-loop");
    EXPECT_THAT(found[0].sentence, ::testing::HasSubstr("one every 63.8 s"));
}

TEST(Findings, NameAnAddressFailureThatIsOver) {
    const std::vector<Finding> found =
        findings(account_of(connect(10, 2) + usb(10.2, "hub failed to enable device, error -71") +
                            connect(11, 3) + registered(11.4)));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].code, "address-failure");
    EXPECT_TRUE(found[0].over);
    EXPECT_EQ(
        found[0].sentence,
        "the device on 1-1 does not take an address (error -71: no or a broken answer): 1 of 1 attempt to "
        "enumerate it in 0.20 s failed; then it works");
}

TEST(Findings, NameADescriptorFailureUntilTheKernelGivesUp) {
    std::string text;
    for (int i = 0; i < 4; ++i)
        text += connect(10 + i, 2 + i) + usb(10.2 + i, "device descriptor read/64, error -32");
    text += "[   14.000000] usb usb1-port1: unable to enumerate USB device\n";
    const std::vector<Finding> found = findings(account_of(text));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].code, "descriptor-failure");
    EXPECT_FALSE(found[0].over);
}

TEST(Findings, NameAWedgeByWhatWorkedBefore) {
    std::string text = connect(10, 2) + registered(10.3) + disconnect(50, 2);
    for (int i = 0; i < 4; ++i)
        text += connect(51 + i, 3 + i) + usb(51.2 + i, "device descriptor read/64, error -32");
    text += "[   56.000000] usb usb1-port1: unable to enumerate USB device\n";
    EXPECT_THAT(codes(account_of(text)), Contains("wedge"));
}

TEST(Findings, NameARefusedRndis) {
    const std::vector<Finding> found =
        findings(account_of(connect(10, 2) + "[   10.500000] rndis_host 1-1:2.0: RNDIS init failed, -32\n"));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].code, "rndis-init-failed");
    EXPECT_EQ(found[0].sentence, "rndis_host tried to take the device on 1-1 and gave up: it refuses RNDIS");
}

TEST(Findings, NameAStallWithItsTime) {
    const std::vector<Finding> found = findings(
        account_of(connect(10, 2) + registered(10.3) +
                   "[   49.800000] NETDEV WATCHDOG: usb0 (rndis_host): transmit queue 0 timed out\n"));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].code, "data-stall");
    EXPECT_EQ(
        found[0].sentence,
        "the device on 1-1 takes no data: no frame could be sent by usb0, first 39.5 s after it came up; the "
        "device stayed on the bus");
}

TEST(Findings, NameADeviceThatNoDriverSpeaksOf) {
    const std::vector<Finding> found = findings(
        account_of(connect(10, 2) + "[   60.000000] br-lan: port 1(lan1) entered forwarding state\n"));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].code, "no-driver");
}

TEST(Findings, NameAPhoneThatHasToBeSwitchedToTethering) {
    const std::string found = "New USB device found, idVendor=2717, idProduct=";
    EXPECT_THAT(codes(account_of(connect(10, 2) + usb(10.1, found + "ff40") + disconnect(20, 2) +
                                 connect(20.4, 3) + usb(20.5, found + "ff80") + registered(20.6))),
                ElementsAre("charge-only"));
}

TEST(Findings, NameAnInterfaceWithTwoNames) {
    EXPECT_THAT(codes(account_of("[    5.000000] usbcore: registered new interface driver rndis_host\n" +
                                 connect(10, 2) + registered(10.3, "usb0") + disconnect(900, 2) +
                                 connect(1000, 3) + registered(1000.3, "eth1"))),
                Contains("renamed-interface"));
}

TEST(Findings, NameADhcpServerThatIsSilent) {
    std::string text = connect(10, 2) + registered(10.3);
    for (int i = 0; i < 4; ++i) text += fmt::format("[   {}.000000] udhcpc: sending discover\n", 20 + 3 * i);
    EXPECT_THAT(codes(account_of(text)), ElementsAre("dhcp-silent"));
    EXPECT_THAT(
        codes(account_of(text + "[   40.000000] udhcpc: lease of 192.168.1.100 obtained from 192.168.1.1, "
                                "lease time 3600\n")),
        IsEmpty());
}

TEST(Findings, NameAPortWithTooLittlePower) {
    EXPECT_THAT(
        codes(account_of(connect(10, 2) +
                         usb(10.2, "rejected 2 configurations due to insufficient available bus power") +
                         usb(10.2, "no configuration chosen from 2 choices"))),
        Contains("low-bus-power"));
}

TEST(Findings, NameAHostControllerThatDied) {
    EXPECT_THAT(
        codes(account_of("[   10.000000] xhci_hcd 0000:00:14.0: xHCI host controller not responding, assume "
                         "dead\n[   10.000100] xhci_hcd 0000:00:14.0: HC died; cleaning up\n")),
        ElementsAre("controller-died"));
}

TEST(Findings, LeaveOtherDevicesAlone) {
    EXPECT_THAT(
        findings(account_of("[   10.000000] usb 1-3: new high-speed USB device number 2 using xhci_hcd\n"
                            "[   10.100000] usb 1-3: Found UVC 1.10 device Integrated Camera (13d3:56fb)\n"
                            "[   60.000000] usb 1-3: USB disconnect, device number 2\n")),
        IsEmpty());
}

TEST(Findings, OfTheStormAreItsPowerAndItsDriver) {
    const std::string text = base::read_file(std::filesystem::path(TETHERLAB_SOURCE_DIR) /
                                             "harness/observe/tests/data/dmesg-storm.txt");
    const Account account = account_of(text);
    const std::vector<Finding> found = findings(account);
    EXPECT_THAT(codes(account), ElementsAre("brownout", "no-driver"));
    EXPECT_THAT(found[0].sentence,
                ::testing::StartsWith("the device on 1-1 loses its power again and again: 7 "
                                      "disconnects in 30.5 s, about one every 5.53 s"));
    EXPECT_THAT(
        found[0].against,
        Contains(
            "host controller: the 3 attempts that failed came right after a disconnect, of a device that "
            "went away while it was addressed; an error such as completion code 0x11 only follows from "
            "that"));
}

}  // namespace
}  // namespace tetherlab::log
