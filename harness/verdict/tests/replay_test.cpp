// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/replay.hpp"

#include "harness/observe/capture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::verdict {
namespace {

using namespace std::chrono_literals;
using std::chrono::microseconds;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kCaptured =
    "[  100.000000] usb 1-1: USB disconnect, device number 2\n"
    "[  101.826000] usb 1-1: new high-speed USB device number 3 using xhci-mtk\n"
    "[  101.839000] xhci-mtk 1e1c0000.xhci: ERROR: unexpected setup context command completion code 0x11.\n"
    "[  101.857000] usb 1-1: hub failed to enable device, error -22\n"
    "[  103.196000] usb 1-1: new high-speed USB device number 4 using xhci-mtk\n";

constexpr const char* kSeen =
    "[   50.000000] usb 1-1: USB disconnect, device number 2\n"
    "[   51.900000] usb 1-1: new high-speed USB device number 3 using xhci_hcd\n"
    "[   51.902000] usb 1-1: Device not responding to setup context.\n"
    "[   51.903000] usb 1-1: hub failed to enable device, error -71\n"
    "[   53.150000] usb 1-1: new high-speed USB device number 4 using xhci_hcd\n";

Replayed wanted(const std::string& log, fault::Compression compression = {.quiet = 1h, .factor = 1}) {
    observe::Capture capture = observe::read_capture(log, "storm.txt");
    return {"replay", {std::move(capture.timeline), compression}, std::move(capture.events)};
}

Replay compared(const std::string& captured, const std::string& seen) {
    return compare(wanted(captured), observe::parse_kernel_log(seen));
}

// The log without its last lines.
std::string first_lines(const std::string& log, int count) {
    std::size_t end = 0;
    for (int line = 0; line < count; ++line) end = log.find('\n', end) + 1;
    return log.substr(0, end);
}

TEST(Replay, HoldsWhenTheRouterSawAllOfIt) {
    const Replay replay = compared(kCaptured, kSeen);
    EXPECT_TRUE(replay.held);
    EXPECT_EQ(replay.got, "5 events in order, event 2 the furthest off, by 74 ms");
}

TEST(Replay, CountsTimesFromTheFirstEvent) {
    const ReplayedEvent event = compared(kCaptured, kSeen).events.at(1);
    EXPECT_EQ(event.what, "usb 1-1: new high-speed USB device number 3 using xhci-mtk");
    EXPECT_EQ(event.wanted, 1'826'000us);
    EXPECT_EQ(event.got, microseconds(1'900'000));
    EXPECT_TRUE(event.ok);
}

TEST(Replay, NotesWhatAnotherControllerSaysInstead) {
    const Replay replay = compared(kCaptured, kSeen);
    EXPECT_EQ(replay.events.at(2).note, "'usb 1-1: Device not responding to setup context.'");
    EXPECT_EQ(replay.events.at(3).note, "error -71");
    EXPECT_EQ(replay.events.at(4).note, "");
    EXPECT_THAT(replay.remarks, ElementsAre(HasSubstr("host controller is another one")));
}

TEST(Replay, IsNotOverBeforeItsLastEvent) {
    const Replay replay = compared(kCaptured, first_lines(kSeen, 3));
    EXPECT_FALSE(replay.held);
    EXPECT_EQ(replay.got, "3 of 5 events so far");
    EXPECT_EQ(replay.events.at(3).got, std::nullopt);
}

TEST(Replay, OfARouterThatIsSilentHasNoEvents) {
    EXPECT_EQ(compared(kCaptured, "").got, "0 of 5 events so far");
}

TEST(Replay, SkipsLinesThatSayNothingOfTheBus) {
    EXPECT_EQ(
        compared(kCaptured, first_lines(kSeen, 1) + "[   50.1] rndis_host 1-1:2.0 usb0: unregister 'x' y\n")
            .got,
        "1 of 5 events so far");
}

TEST(Replay, FailsWithAnEventThatIsNotDue) {
    const Replay replay = compared(
        kCaptured, first_lines(kSeen, 2) + "[   51.950000] usb 1-1: device descriptor read/64, error -71\n");
    EXPECT_FALSE(replay.held);
    EXPECT_EQ(replay.got,
              "event 3, expected context-failed, got 'usb 1-1: device descriptor read/64, error -71'");
}

TEST(Replay, FailsWithAnEventThatComesTooLate) {
    const Replay replay = compared(
        kCaptured, first_lines(kSeen, 1) +
                       "[   52.200000] usb 1-1: new high-speed USB device number 3 using xhci_hcd\n");
    EXPECT_FALSE(replay.held);
    EXPECT_EQ(replay.got, "event 2 came at 2.200 s instead of 1.826 s");
    EXPECT_FALSE(replay.events.at(1).ok);
}

// The first event was 140 ms late in the router's log: the second seems 240 ms early, of which 150 ms are its
// own.
TEST(Replay, HoldsWhenOnlyTheFirstEventWasLate) {
    const Replay replay =
        compared(first_lines(kCaptured, 2),
                 "[   50.140000] usb 1-1: USB disconnect, device number 2\n"
                 "[   51.726000] usb 1-1: new high-speed USB device number 3 using xhci_hcd\n");
    EXPECT_TRUE(replay.held);
    EXPECT_EQ(replay.got, "2 events in order, event 2 the furthest off, by -183 ms");
}

TEST(Replay, FailsWhenNoOriginSuitsBothAnEarlyAndALateEvent) {
    const Replay replay =
        compared(kCaptured,
                 "[   50.000000] usb 1-1: USB disconnect, device number 2\n"
                 "[   51.586000] usb 1-1: new high-speed USB device number 3 using xhci_hcd\n"
                 "[   52.200000] usb 1-1: Device not responding to setup context.\n");
    EXPECT_FALSE(replay.held);
    EXPECT_TRUE(replay.events.at(1).ok);
    EXPECT_EQ(replay.got, "event 3 came at 2.200 s instead of 1.839 s");
}

TEST(Replay, FailsWhenAnotherDeviceGoesThanCame) {
    constexpr const char* kGone =
        "[    1.000000] usb 1-1: new high-speed USB device number 3 using xhci-mtk\n"
        "[    3.000000] usb 1-1: USB disconnect, device number 3\n";
    EXPECT_EQ(compared(kGone,
                       "[    1.000000] usb 1-1: new high-speed USB device number 7 using xhci_hcd\n"
                       "[    3.000000] usb 1-1: USB disconnect, device number 6\n")
                  .got,
              "event 2, expected device number 7, got 'usb 1-1: USB disconnect, device number 6'");
}

TEST(Replay, CountsDeviceNumbersFromTheFirstOne) {
    const Replay replay =
        compared(first_lines(kCaptured, 2),
                 "[    1.000000] usb 1-1: USB disconnect, device number 7\n"
                 "[    2.800000] usb 1-1: new high-speed USB device number 8 using xhci-mtk\n");
    EXPECT_TRUE(replay.held);
    EXPECT_EQ(replay.events.at(1).note, "number 8");
}

TEST(Replay, FailsWithADeviceNumberThatIsOutOfStep) {
    EXPECT_EQ(compared(first_lines(kCaptured, 2),
                       "[    1.000000] usb 1-1: USB disconnect, device number 7\n"
                       "[    2.800000] usb 1-1: new high-speed USB device number 9 using xhci-mtk\n")
                  .got,
              "event 2, expected device number 8, got 'usb 1-1: new high-speed USB device number 9 using "
              "xhci-mtk'");
}

TEST(Replay, TakesAnyOtherNumberWhenTheyBeginAnew) {
    EXPECT_TRUE(compared(first_lines(kCaptured, 2),
                         "[    1.000000] usb 1-1: USB disconnect, device number 127\n"
                         "[    2.800000] usb 1-1: new high-speed USB device number 2 using xhci-mtk\n")
                    .held);
}

TEST(Replay, FailsWhenADeviceComesTwice) {
    const Replayed plain{
        "r", {std::get<fault::Timeline>(fault::read_timeline("0 disconnect, 2 connect")), {.quiet = 1h}}, {}};
    EXPECT_EQ(
        compare(plain, observe::parse_kernel_log(
                           "[    1.000000] usb 1-1: USB disconnect, device number 7\n"
                           "[    3.000000] usb 1-1: new high-speed USB device number 7 using xhci-mtk\n"))
            .got,
        "event 2, expected another device number than 7, got 'usb 1-1: new high-speed USB device number 7 "
        "using "
        "xhci-mtk'");
}

TEST(Replay, SaysHowMuchAQuietStretchWasCompressed) {
    const Replayed quiet = wanted(
        "[  100.000000] usb 1-1: new high-speed USB device number 3 using xhci-mtk\n"
        "[  634.500000] usb 1-1: USB disconnect, device number 3\n",
        {.quiet = 30s, .factor = 20});
    const Replay replay =
        compare(quiet, observe::parse_kernel_log(
                           "[    1.000000] usb 1-1: new high-speed USB device number 3 using xhci_hcd\n"
                           "[   27.700000] usb 1-1: USB disconnect, device number 3\n"));
    EXPECT_TRUE(replay.held);
    EXPECT_THAT(replay.remarks, ElementsAre("The 534.5 s before event 2 took 26.7 s: compressed 20 times."));
    EXPECT_EQ(replay.events.at(1).captured, 534'500'000us);
    EXPECT_EQ(replay.events.at(1).wanted, 26'725'000us);
}

TEST(Replay, OfATimelineWithoutALogGoesByItsWords) {
    const Replayed plain{
        "r", {std::get<fault::Timeline>(fault::read_timeline("0 disconnect, 2 connect")), {.quiet = 1h}}, {}};
    const Replay replay = compare(plain, observe::parse_kernel_log(first_lines(kSeen, 2)));
    EXPECT_TRUE(replay.held);
    EXPECT_EQ(replay.events.at(1).what, "connect");
    EXPECT_EQ(replay.events.at(1).note, "");
}

TEST(Tolerance, IsATenthOrAHundredAndFiftyMilliseconds) {
    EXPECT_EQ(tolerance(microseconds(0)), 150ms);
    EXPECT_EQ(tolerance(microseconds(1'000'000)), 150ms);
    EXPECT_EQ(tolerance(microseconds(20'000'000)), 2s);
}

}  // namespace
}  // namespace tetherlab::verdict
