// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/departure.hpp"

#include <gtest/gtest.h>

using namespace tetherlab::wire;
using namespace std::chrono_literals;

namespace {

using Reset = Departure::Reset;

constexpr Departure::Time kNow = Departure::Time(1h);

class DepartureTest : public ::testing::Test {
protected:
    Departure departure_;
};

}  // namespace

TEST_F(DepartureTest, IsDueOnceTheRouterIsQuiet) {
    departure_.begin(kNow);
    EXPECT_EQ(departure_.due(), kNow + 10ms);
}

TEST_F(DepartureTest, IsNotDueBeforeADeviceHasGoneAndAfterTheRouterWasTold) {
    departure_.heard(kNow);
    EXPECT_EQ(departure_.due(), std::nullopt);
    departure_.begin(kNow);
    departure_.end();
    EXPECT_EQ(departure_.due(), std::nullopt);
}

TEST_F(DepartureTest, WaitsAnewWhenTheRouterSaysSomething) {
    departure_.begin(kNow);
    departure_.heard(kNow + 8ms);
    EXPECT_EQ(departure_.due(), kNow + 18ms);
}

TEST_F(DepartureTest, WaitsForTheEndOfAConversation) {
    departure_.heard_control(kNow);
    departure_.begin(kNow + 50ms);
    EXPECT_EQ(departure_.due(), kNow + 200ms);
    departure_.heard_control(kNow + 90ms);
    EXPECT_EQ(departure_.due(), kNow + 290ms);
}

TEST_F(DepartureTest, CountsTheConversationFromTheLastAnswer) {
    departure_.heard_control(kNow);
    departure_.answered_control(kNow + 70ms);
    departure_.begin(kNow + 70ms);
    EXPECT_EQ(departure_.due(), kNow + 270ms);
}

TEST_F(DepartureTest, WaitsForNoConversationThatIsLongOver) {
    departure_.heard_control(kNow);
    departure_.begin(kNow + 500ms);
    EXPECT_EQ(departure_.due(), kNow + 510ms);
}

TEST_F(DepartureTest, TellsAPortResetFromTheOneAtTheAddressDeviceCommand) {
    EXPECT_EQ(departure_.heard_reset(kNow), Reset::kPort);
    EXPECT_EQ(departure_.heard_reset(kNow + 125ms), Reset::kAddress);
    departure_.heard_control(kNow + 126ms);
    EXPECT_EQ(departure_.heard_reset(kNow + 127ms), Reset::kPort);
}

TEST_F(DepartureTest, BeginsTheCountOfResetsWithANewDevice) {
    departure_.heard_reset(kNow);
    departure_.arrive();
    EXPECT_EQ(departure_.heard_reset(kNow), Reset::kPort);
}

TEST_F(DepartureTest, EndsAConversationWithAPortReset) {
    departure_.heard_control(kNow);
    departure_.begin(kNow);
    departure_.heard_reset(kNow + 5ms);
    EXPECT_EQ(departure_.due(), kNow + 35ms);
}

TEST_F(DepartureTest, ExpectsARequestAfterAnAddressDeviceCommand) {
    departure_.heard_reset(kNow);
    departure_.heard_reset(kNow + 125ms);
    departure_.begin(kNow + 126ms);
    EXPECT_EQ(departure_.due(), kNow + 325ms);
}

TEST_F(DepartureTest, IsDueAtOnceWhileTheRouterWaitsForItsReset) {
    departure_.heard_reset(kNow);
    departure_.begin(kNow + 75ms);
    EXPECT_EQ(departure_.due(), kNow + 30ms);
}

TEST_F(DepartureTest, LeavesThePortVacantUntilTheRouterHasGivenItsResetUp) {
    departure_.heard_control(kNow);
    departure_.begin(kNow);
    departure_.heard_reset(kNow + 5ms);
    EXPECT_EQ(departure_.vacant(), kNow + 1005ms);
}

TEST_F(DepartureTest, LeavesThePortAtOnceAfterAnyOtherDeparture) {
    departure_.heard_reset(kNow);
    departure_.begin(kNow + 90ms);
    departure_.end();
    EXPECT_LE(departure_.vacant(), kNow);
}
