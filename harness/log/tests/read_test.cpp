// SPDX-License-Identifier: Apache-2.0
#include "harness/log/log.hpp"
#include "harness/log/tests/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::log {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Event event_of(const std::string& line) {
    const Log log = read_text(line + "\n");
    EXPECT_EQ(log.events.size(), 1U) << line;
    return log.events.empty() ? Event{} : log.events.front();
}

TEST(Read, GivesTheFieldsOfANewDevice) {
    const Event event = event_of("[    6.248740] usb 1-1: new high-speed USB device number 2 using xhci-mtk");
    EXPECT_EQ(event.kind, Kind::kConnect);
    EXPECT_EQ(event.at, 6248740us);
    EXPECT_EQ(event.port, "1-1");
    EXPECT_EQ(event.number, 2);
    EXPECT_EQ(event.speed, "high-speed");
    EXPECT_EQ(event.driver, "xhci-mtk");
    EXPECT_EQ(event.line, 1);
}

TEST(Read, KnowsTheWordsOfOldKernels) {
    EXPECT_EQ(event_of("[5.0] usb 1-2: new full speed USB device using uhci_hcd and address 66").number, 66);
    EXPECT_EQ(event_of("[5.0] usb 1-2: USB disconnect, address 66").kind, Kind::kDisconnect);
    EXPECT_EQ(event_of("[5.0] hub 1-0:1.0: unable to enumerate USB device on port 2").port, "1-2");
    EXPECT_EQ(event_of("[5.0] hub 1-1:1.0: Cannot enable port 3.  Maybe the USB cable is bad?").port,
              "1-1.3");
    EXPECT_EQ(event_of("[5.0] NETDEV WATCHDOG: eth1: transmit timed out").kind, Kind::kWatchdog);
}

TEST(Read, KnowsPortsByTheirNewName) {
    EXPECT_EQ(event_of("[5.0] usb usb1-port1: unable to enumerate USB device").port, "1-1");
    EXPECT_EQ(event_of("[5.0] usb 1-1-port4: attempt power cycle").port, "1-1.4");
}

TEST(Read, KnowsAnIdentity) {
    const Event event =
        event_of("[5.0] usb 1-1: New USB device found, idVendor=2717, idProduct=ff80, bcdDevice= 5.15");
    EXPECT_EQ(event.vendor, 0x2717);
    EXPECT_EQ(event.product, 0xff80);
}

TEST(Read, KnowsARegistrationWithAndWithoutMac) {
    const Event event = event_of(
        "[5.0] rndis_host 1-2:1.0 usb0: register 'rndis_host' at usb-1e1c0000.xhci-2, RNDIS device, "
        "02:0d:53:00:00:01");
    EXPECT_EQ(event.kind, Kind::kRegistered);
    EXPECT_EQ(event.netdev, "usb0");
    EXPECT_EQ(event.mac, "02:0d:53:00:00:01");
    EXPECT_EQ(event.port, "1-2");
    const Event masked = event_of(
        "rndis_host 1-2:1.0 usb0: register 'rndis_host' at usb-1e1c0000.xhci-2, RNDIS device, [mac].");
    EXPECT_EQ(masked.mac, "");
    EXPECT_EQ(masked.detail, "RNDIS device");
    EXPECT_EQ(event_of("[5.0] cdc_ether 1-1:1.0: eth1: register 'cdc_ether' at usb-x, CDC Ethernet Device, "
                       "00:1e:10:1f:00:00")
                  .netdev,
              "eth1");
}

TEST(Read, KnowsTheWatchdogInEachForm) {
    for (const char* line :
         {"[5.0] NETDEV WATCHDOG: usb0 (rndis_host): transmit queue 0 timed out",
          "[5.0] NETDEV WATCHDOG: usb0 (rndis_host): transmit queue 0 timed out 5120 ms",
          "[5.0] rndis_host 1-1:2.0 usb0: NETDEV WATCHDOG: CPU: 0: transmit queue 0 timed out "
          "5120 ms"}) {
        const Event event = event_of(line);
        EXPECT_EQ(event.kind, Kind::kWatchdog) << line;
        EXPECT_EQ(event.netdev, "usb0") << line;
    }
}

TEST(Read, TakesNoCapabilityForAnOverCurrent) {
    EXPECT_THAT(read_text("[1.0] hub 1-2:1.0: individual port over-current protection\n"
                          "[1.1] hub 1-2:1.0: no over-current condition exists\n"
                          "[1.2] hub 1-2:1.0: global over-current protection\n")
                    .events,
                IsEmpty());
    EXPECT_EQ(event_of("[1.0] usb usb1-port2: over-current condition").kind, Kind::kOverCurrent);
    EXPECT_EQ(event_of("[1.0] hub 1-0:1.0: over-current change on port 2").port, "1-2");
}

TEST(Read, GivesAFailedSetUpThePortOfTheDeviceThatIsSetUp) {
    const Log log = read_text(
        "[  491.528657] usb 1-1: new high-speed USB device number 3 using xhci-mtk\n"
        "[  491.541835] xhci-mtk 1e1c0000.xhci: ERROR: unexpected setup context command completion code "
        "0x11.\n");
    EXPECT_EQ(log.events.at(1).kind, Kind::kSetupFailed);
    EXPECT_EQ(log.events.at(1).port, "1-1");
    EXPECT_EQ(log.events.at(1).stage, "context");
    EXPECT_EQ(log.events.at(1).code, "0x11");
}

TEST(Read, HearsADhcpClientThroughNetifd) {
    const Event event =
        event_of("Thu Aug  7 17:59:49 2022 daemon.notice netifd: wan (812): udhcpc: received DHCP NAK");
    EXPECT_EQ(event.kind, Kind::kDhcpNak);
}

TEST(Read, RejoinsWrappedLines) {
    const Log log = read_text(
        "[ 4716.900356] usb 5-1: New USB device found, idVendor=2717, idProduct=ff80,\n"
        "bcdDevice= 5.15\n"
        "[ 4716.971029] rndis_host 5-1:1.0 wwan0: register 'rndis_host' at\n"
        "usb-0000:0b:00.4-1, Mobile Broadband RNDIS device, 86:aa:5b:45:0a:ce\n"
        "Aug  7 18:00:06 localhost kernel: usb 2-1.4: new high-speed USB device number\n"
        "10 using ehci-pci\n");
    ASSERT_EQ(log.events.size(), 3U);
    EXPECT_EQ(log.events[0].detail, "5.15");
    EXPECT_EQ(log.events[1].mac, "86:aa:5b:45:0a:ce");
    EXPECT_EQ(log.events[1].line, 3);
    EXPECT_EQ(log.events[2].number, 10);
    EXPECT_EQ(log.lines, 6);
}

TEST(Read, RejoinsAWordThatATerminalBroke) {
    const Log log = read_text(
        "[  489.702789] usb 1-1: new high-speed USB device num\n"
        "ber 12 using xhci-mtk\n");
    ASSERT_EQ(log.events.size(), 1U);
    EXPECT_EQ(log.events[0].number, 12);
}

TEST(Read, LeavesProseBehindALineAlone) {
    const Log log = read_text(
        "[  489.702789] usb 1-1: USB disconnect, device number 2 \n"
        "and then I plugged it in again:\n"
        "[  491.528657] usb 1-1: new high-speed USB device number 3 using xhci-mtk\n"
        "which did nothing.\n");
    EXPECT_EQ(log.events.size(), 2U);
    EXPECT_EQ(log.events[1].driver, "xhci-mtk");
    EXPECT_THAT(log.of_log, ElementsAre(true, false, true, false));
}

TEST(Read, TellsTwoBootsApartByTheirDeviceNumbers) {
    const Log log = read_text(
        "Apr 16 15:55:34 host kernel: usb 1-4: new high-speed USB device number 3 using xhci_hcd\n"
        "Apr 16 15:58:05 host kernel: usb 1-4: new high-speed USB device number 3 using xhci_hcd\n");
    ASSERT_EQ(log.sessions.size(), 2U);
    EXPECT_EQ(log.sessions[1].begins, "device numbers start again");
    EXPECT_EQ(log.events[1].session, 1);
}

TEST(Read, TellsHostsAndClocksApart) {
    const Log log = read_text(
        "Apr 16 15:55:34 one kernel: usb 1-4: USB disconnect, device number 3\n"
        "Apr 16 15:55:35 two kernel: usb 1-1: USB disconnect, device number 2\n"
        "Apr 16 15:55:36 one kernel: usb 1-4: new high-speed USB device number 4 using xhci_hcd\n");
    ASSERT_EQ(log.sessions.size(), 2U);
    EXPECT_EQ(log.sessions[0].host, "one");
    EXPECT_EQ(log.sessions[1].host, "two");
    EXPECT_EQ(log.events[1].port, "1-4");
    EXPECT_EQ(log.events[1].session, 0);
}

TEST(Read, BeginsASessionWhereTimeGoesBack) {
    const Log log = read_text(
        "[11768.174921] usb 1-1: USB disconnect, device number 10\n"
        "[11521.686323] usb 1-3: new high-speed USB device number 3 using xhci_hcd\n");
    ASSERT_EQ(log.sessions.size(), 2U);
    EXPECT_EQ(log.sessions[1].begins, "time goes back");
}

TEST(Read, BeginsASessionAtTheMarkOfJournalctl) {
    const Log log = read_text(
        "Apr 16 15:55:34 host kernel: usb 1-4: USB disconnect, device number 3\n"
        "-- Boot 0123456789abcdef0123456789abcdef --\n"
        "Apr 16 15:58:05 host kernel: usb 1-4: new high-speed USB device number 4 using xhci_hcd\n");
    EXPECT_EQ(log.sessions.size(), 2U);
}

TEST(Read, GoesOnOverTheEndOfTheYear) {
    const Log log = read_text(
        "Dec 31 23:59:59 host kernel: usb 1-4: USB disconnect, device number 3\n"
        "Jan  1 00:00:01 host kernel: usb 1-4: new high-speed USB device number 4 using xhci_hcd\n");
    ASSERT_EQ(log.sessions.size(), 1U);
    EXPECT_EQ(*log.events[1].at - *log.events[0].at, 2s);
}

TEST(Read, CountsAQuotedExcerptOnce) {
    const Log log = read_text(
        "[  489.702789] usb 1-1: USB disconnect, device number 2\n"
        "[  491.528657] usb 1-1: new high-speed USB device number 3 using xhci-mtk\n"
        "\n"
        "> [  489.702789] usb 1-1: USB disconnect, device number 2\n"
        "> [  491.528657] usb 1-1: new high-speed USB device number 3 using xhci-mtk\n"
        "[  495.566282] usb 1-1: USB disconnect, device number 3\n");
    EXPECT_EQ(log.sessions.size(), 1U);
    EXPECT_EQ(log.events.size(), 3U);
    EXPECT_EQ(log.repeated, 2);
}

TEST(Read, CountsWhatDmesgAndSyslogBothHaveOnce) {
    const Log log = read_text(
        "[  115.571291] usb 2-1: new high-speed USB device number 7 using ehci-pci\n"
        "[  116.935660] usb 2-1: USB disconnect, device number 7\n"
        "[  121.459317] usb 2-1: new high-speed USB device number 8 using ehci-pci\n"
        "Aug  7 17:59:49 host kernel: usb 2-1: new high-speed USB device number 7 using ehci-pci\n"
        "Aug  7 17:59:50 host kernel: usb 2-1: USB disconnect, device number 7\n"
        "Aug  7 17:59:55 host kernel: usb 2-1: new high-speed USB device number 8 using ehci-pci\n"
        "Aug  7 17:59:56 host kernel: usb 2-1: USB disconnect, device number 8\n");
    ASSERT_EQ(log.sessions.size(), 1U);
    ASSERT_EQ(log.events.size(), 4U);
    EXPECT_EQ(log.repeated, 3);
    EXPECT_EQ(log.events[3].at, 122571291us);  // by the clock of dmesg
}

TEST(Read, KnowsALogFromInsideADevice) {
    const Log log = read_text(
        "[    8.833111] usb usb1: USB disconnect, device number 1\n"
        "[    8.913333] enable_store: android_usb: already disabled\n"
        "[    8.918167] rndis_function_bind_config: rndis_function_bind_config MAC: 00:00:00:00:00:00\n"
        "[    8.926000] android_usb gadget: using random self ethernet address\n"
        "[  286.469920] msm_otg f9a55000.usb: Avail curr from USB = 0\n");
    ASSERT_EQ(log.sessions.size(), 1U);
    EXPECT_TRUE(log.sessions[0].device_side);
}

TEST(Read, KeepsTimesOfLinesThatOnlySayHowMuchLater) {
    const Log log = read_text(
        "[Aug 7 17:59] usb 1-1: new high-speed USB device number 3 using xhci-mtk\n"
        "[  +1.500000] usb 1-1: USB disconnect, device number 3\n");
    EXPECT_EQ(count(log, Kind::kDisconnect), 1);
}

TEST(Read, SurvivesANumberThatIsNone) {
    EXPECT_THAT(read_text("[] usb 1-1: new high-speed USB device number x using xhci-mtk\n").events,
                IsEmpty());
    EXPECT_THAT(
        read_text("[1.0] usb 1-1: device not accepting address 99999999999999999999, error -22\n").events,
        IsEmpty());
}

}  // namespace
}  // namespace tetherlab::log
