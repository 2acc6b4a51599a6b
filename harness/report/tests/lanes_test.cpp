// SPDX-License-Identifier: Apache-2.0
#include "harness/report/lanes.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cmath>

namespace tetherlab::report {
namespace {

using event::Event;
using event::Kind;
using testing::ElementsAre;

std::vector<std::string> spans(const Lane& lane) {
    std::vector<std::string> text;
    for (const Span& span : lane.spans) {
        text.push_back(
            fmt::format("{}-{} {} ({})", span.begin.count(), span.end.count(), span.text, span.tone));
    }
    return text;
}

std::vector<std::string> marks(const Lane& lane) {
    std::vector<std::string> text;
    for (const Mark& mark : lane.marks) {
        text.push_back(fmt::format("{} {} ({})", mark.at.count(), mark.text, mark.tone));
    }
    return text;
}

TEST(PowerLane, IsOnFromPowerOnToPowerOffAndThenToTheEnd) {
    const Lane lane = power_lane({{Micros(1), Kind::kPower, "router", {{"state", "on"}}},
                                  {Micros(4), Kind::kPower, "router", {{"state", "off"}}},
                                  {Micros(6), Kind::kPower, "router", {{"state", "on"}}}},
                                 Micros(9));
    EXPECT_THAT(spans(lane), ElementsAre("1-4 router on (power)", "6-9 router on (power)"));
    EXPECT_THAT(marks(lane), ElementsAre("4 router off (power)"));
}

TEST(UsbLane, HasEachStateOfTheControllerUntilTheNext) {
    const Lane lane = usb_lane({{Micros(1), Kind::kUsb, "udc-state", {{"state", "powered"}}},
                                {Micros(2), Kind::kUsb, "hotspot", {{"action", "plug"}}},
                                {Micros(3), Kind::kUsb, "udc-state", {{"state", "configured"}}},
                                {Micros(7), Kind::kUsb, "udc-state", {{"state", "not attached"}}}},
                               Micros(9));
    EXPECT_THAT(spans(lane), ElementsAre("1-3 powered (inner)", "3-7 configured (usb)"));
    EXPECT_THAT(marks(lane), ElementsAre("2 plug (ink)", "7 not attached (usb)"));
}

TEST(NetdevLane, LastsFromItsRegistrationOnTheConsoleUntilItGoes) {
    const auto line = [](int at, const char* text) {
        return Event{Micros(at), Kind::kConsoleLine, "", {{"text", text}}};
    };
    const Lane lane =
        netdev_lane({line(1, "[    8.100000] usb 1-1: new high-speed USB device number 2 using xhci_hcd"),
                     line(2,
                          "[    8.200000] rndis_host 1-1:1.0 usb0: register 'rndis_host' at "
                          "usb-0000:00:14.0-1, RNDIS device, "
                          "02:50:f4:00:00:01"),
                     line(6, "[   12.000000] usb 1-1: USB disconnect, device number 2"),
                     line(7,
                          "[   12.100000] rndis_host 1-1:1.0 usb0: unregister 'rndis_host' "
                          "usb-0000:00:14.0-1, RNDIS device")},
                    Micros(9));
    EXPECT_THAT(spans(lane), ElementsAre("2-7 usb0, rndis_host (step)"));
}

TEST(LeaseLane, MarksOnlyWhatIsNew) {
    const auto got = [](int at, const char* text) {
        return Event{Micros(at), Kind::kObservation, "lease: 192.168.1.0/24", {{"got", text}}};
    };
    EXPECT_THAT(marks(lease_lane({got(1, "none"), got(2, "none"), got(3, "192.168.1.109/24 on usb0")})),
                ElementsAre("1 lease: 192.168.1.0/24 → none (step)",
                            "3 lease: 192.168.1.0/24 → 192.168.1.109/24 on usb0 (step)"));
}

TEST(FaultLane, SaysWhatAFaultDoes) {
    const Lane lane =
        fault_lane({{Micros(1), Kind::kFault, "brownout", {{"what", "armed"}}},
                    {Micros(4), Kind::kFault, "brownout", {{"what", "note"}, {"text", "power lost"}}}});
    EXPECT_THAT(marks(lane), ElementsAre("1 brownout armed (fault)", "4 brownout: power lost (fault)"));
}

TEST(CheckLane, ShowsWhatFailedAsFailed) {
    const Lane lane = check_lane({{Micros(1), Kind::kVerdict, "http: client", {{"verdict", "pass"}}},
                                  {Micros(2), Kind::kVerdict, "driver", {{"verdict", "error"}}}});
    EXPECT_THAT(marks(lane), ElementsAre("1 http: client: pass (pass)", "2 driver: error (fail)"));
}

TEST(Curves, AreInMegabitsPerSecondInBothDirections) {
    const auto all = curves({{Micros(250'000),
                              Kind::kObservation,
                              "traffic",
                              {{"down_bit_s", 2'500'000.0}, {"up_bit_s", 100'000.0}}}});
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].name, "download");
    EXPECT_DOUBLE_EQ(all[0].points.at(0).value, 2.5);
    EXPECT_EQ(all[1].name, "upload");
    EXPECT_DOUBLE_EQ(all[1].points.at(0).value, 0.1);
}

TEST(Curves, OfRoundTripsHaveAGapWhereNoAnswerCame) {
    const auto all = curves({{Micros(1'000'000), Kind::kObservation, "round-trip", {{"ms", 12.5}}},
                             {Micros(3'000'000), Kind::kObservation, "round-trip", {{"ms", nullptr}}}});
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].name, "round trip");
    EXPECT_EQ(all[0].unit, "ms");
    EXPECT_DOUBLE_EQ(all[0].points.at(0).value, 12.5);
    EXPECT_TRUE(std::isnan(all[0].points.at(1).value));
}

TEST(Curves, AreNotThereWithoutMeasurements) {
    EXPECT_TRUE(curves({}).empty());
}

}  // namespace
}  // namespace tetherlab::report
