// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/kernel_log.hpp"

#include "gadget/base/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace tetherlab::observe {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

// The event of the one line that means something.
KernelEvent event_of(const std::string& line) {
    return kernel_events(parse_kernel_log(line)).at(0);
}

TEST(KernelLog, SplitsTimeAndText) {
    EXPECT_THAT(
        parse_kernel_log("[  489.702789] usb 1-1: USB disconnect, device number 2\n[1056.397955] x\n"),
        ElementsAre(LogLine{489702789us, "usb 1-1: USB disconnect, device number 2"},
                    LogLine{1056397955us, "x"}));
}

TEST(KernelLog, KeepsALineWithoutATime) {
    EXPECT_THAT(parse_kernel_log("[drm] ready\n"), ElementsAre(LogLine{std::nullopt, "[drm] ready"}));
}

TEST(KernelLog, KnowsANewDevice) {
    const KernelEvent event =
        event_of("[    6.248740] usb 1-1: new high-speed USB device number 2 using xhci-mtk");
    EXPECT_EQ(event.kind, KernelEventKind::kNewDevice);
    EXPECT_EQ(event.at, 6248740us);
    EXPECT_EQ(event.device, "1-1");
    EXPECT_EQ(event.speed, "high-speed");
    EXPECT_EQ(event.number, 2);
    EXPECT_EQ(event.driver, "xhci-mtk");
    EXPECT_EQ(event.line, "usb 1-1: new high-speed USB device number 2 using xhci-mtk");
}

TEST(KernelLog, KnowsARefusedAddress) {
    const KernelEvent event = event_of("[  499.098636] usb 1-1: device not accepting address 6, error -22");
    EXPECT_EQ(event.kind, KernelEventKind::kAddressRefused);
    EXPECT_EQ(event.number, 6);
    EXPECT_EQ(event.error, -22);
}

TEST(KernelLog, KnowsTheStageOfAFailedSetUp) {
    const KernelEvent event = event_of(
        "[  491.541835] xhci-mtk 1e1c0000.xhci: ERROR: unexpected setup context command completion code "
        "0x11.");
    EXPECT_EQ(event.kind, KernelEventKind::kSetupFailed);
    EXPECT_EQ(event.stage, "context");
    EXPECT_EQ(event.code, "0x11");
}

TEST(KernelLog, KnowsAnUnreadableDescriptor) {
    const KernelEvent event = event_of("[    3.100000] usb 1-1: device descriptor read/64, error -71");
    EXPECT_EQ(event.kind, KernelEventKind::kDescriptorUnreadable);
    EXPECT_EQ(event.error, -71);
}

TEST(KernelLog, KnowsThatThePortGaveUp) {
    EXPECT_EQ(event_of("[    9.000000] usb usb1-port1: unable to enumerate USB device").kind,
              KernelEventKind::kGaveUp);
}

TEST(KernelLog, KnowsConfigurationsThatWantTooMuchPower) {
    const KernelEvent event = event_of(
        "[    9.000000] usb 1-1.2: rejected 2 configurations due to insufficient available bus power");
    EXPECT_EQ(event.kind, KernelEventKind::kPowerTooLow);
    EXPECT_EQ(event.number, 2);
}

TEST(KernelLog, KnowsThatNoConfigurationWasChosen) {
    EXPECT_EQ(event_of("[    9.000000] usb 1-1.2: no configuration chosen from 2 choices").kind,
              KernelEventKind::kNoConfiguration);
}

TEST(KernelLog, KnowsARegisteredInterface) {
    const KernelEvent event = event_of(
        "[   12.345678] rndis_host 1-2:1.0 usb0: register 'rndis_host' at usb-1e1c0000.xhci-2, RNDIS device, "
        "02:0d:53:00:00:01");
    EXPECT_EQ(event.kind, KernelEventKind::kRegistered);
    EXPECT_EQ(event.driver, "rndis_host");
    EXPECT_EQ(event.interface, "1-2:1.0");
    EXPECT_EQ(event.netdev, "usb0");
    EXPECT_EQ(event.mac, "02:0d:53:00:00:01");
}

TEST(KernelLog, KnowsAnUnregisteredInterface) {
    const KernelEvent event = event_of(
        "[   20.000000] rndis_host 1-2:1.0 usb0: unregister 'rndis_host' usb-1e1c0000.xhci-2, RNDIS device");
    EXPECT_EQ(event.kind, KernelEventKind::kUnregistered);
    EXPECT_EQ(event.netdev, "usb0");
}

TEST(KernelLog, KnowsARenamedInterface) {
    const KernelEvent event = event_of("[   13.000000] rndis_host 1-2:1.0 eth1: renamed from usb0");
    EXPECT_EQ(event.kind, KernelEventKind::kRenamed);
    EXPECT_EQ(event.netdev, "eth1");
    EXPECT_EQ(event.from, "usb0");
}

TEST(KernelLog, KnowsAFailedRndis) {
    const KernelEvent event = event_of("[   13.000000] rndis_host 1-2:1.0: RNDIS init failed, -110");
    EXPECT_EQ(event.kind, KernelEventKind::kRndisFailed);
    EXPECT_EQ(event.error, -110);
}

TEST(KernelLog, IsSilentAboutOtherLines) {
    EXPECT_TRUE(
        kernel_events(parse_kernel_log("[    5.485417] usbcore: registered new interface driver usbfs\n"))
            .empty());
}

TEST(KernelLog, KnowsEveryLineOfTheStorm) {
    const std::vector<LogLine> log = parse_kernel_log(base::read_file(
        std::filesystem::path(TETHERLAB_SOURCE_DIR) / "harness/observe/tests/data/dmesg-storm.txt"));
    const std::vector<KernelEvent> events = kernel_events(log);
    const auto count = [&events](KernelEventKind kind) {
        return std::count_if(events.begin(), events.end(),
                             [kind](const KernelEvent& e) { return e.kind == kind; });
    };
    EXPECT_EQ(events.size(), log.size());
    EXPECT_EQ(count(KernelEventKind::kNewDevice), 11);
    EXPECT_EQ(count(KernelEventKind::kDisconnect), 8);
    EXPECT_EQ(count(KernelEventKind::kSetupFailed), 5);
    EXPECT_EQ(count(KernelEventKind::kEnableFailed), 1);
    EXPECT_EQ(count(KernelEventKind::kAddressRefused), 2);
}

TEST(KernelLine, IsWhatFollowsAPrompt) {
    EXPECT_EQ(kernel_line("root@OpenWrt:/# [   50.100000] usb 1-1: USB disconnect, device number 3"),
              (LogLine{std::chrono::microseconds(50'100'000), "usb 1-1: USB disconnect, device number 3"}));
}

TEST(KernelLine, IsNotWhatAProgramPrints) {
    EXPECT_EQ(kernel_line("[info] netifd: wan [up]"), std::nullopt);
}

}  // namespace
}  // namespace tetherlab::observe
