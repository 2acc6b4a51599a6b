// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/port_looks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::fault {

// For GoogleTest, which finds it by the type's namespace.
void PrintTo(const Look& look, std::ostream* out) {
    *out << look.before.count() << ".." << look.at.count();
}

namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST(PortLooks, AreOneForAHotspotThatIsSoonBack) {
    EXPECT_THAT(choose_looks(380ms, 0ms), ElementsAre(Look{60ms, 120ms}));
    EXPECT_THAT(choose_looks(560ms, 0ms), ElementsAre(Look{120ms, 320ms}));
}

TEST(PortLooks, AreMoreForOneThatTakesLongerThanTheRouterWaits) {
    EXPECT_EQ(new_device_after(choose_looks(1560ms, 0ms)), 1570ms);
    EXPECT_EQ(choose_looks(1560ms, 0ms).size(), 2U);
    EXPECT_EQ(new_device_after(choose_looks(3000ms, 0ms)), 2970ms);
    EXPECT_EQ(choose_looks(3000ms, 0ms).size(), 4U);
}

TEST(PortLooks, AreNotThoseThatItCannotBeBackFor) {
    EXPECT_THAT(choose_looks(380ms, 210ms), ElementsAre(Look{120ms, 320ms}));
}

TEST(PortLooks, LeaveTimeToGoAndComeBackBetween) {
    for (const Look& look : choose_looks(1300ms, 500ms)) EXPECT_GE((look.before + look.at) / 2, kAway);
}

TEST(PortLooks, FindTheHotspotThereFromTheMiddleBeforeThemOn) {
    EXPECT_EQ(comes_at({120ms, 320ms}, 0ms), 220ms);
    EXPECT_EQ(comes_at({120ms, 320ms}, 230ms), 230ms);
    EXPECT_THAT(choose_looks(380ms, 290ms), ElementsAre(Look{120ms, 320ms}));
    EXPECT_THAT(choose_looks(380ms, 291ms), ElementsAre(Look{320ms, 520ms}));
}

TEST(PortLooks, MakeTheRouterSayNewDeviceAfterTheLastReset) {
    EXPECT_EQ(new_device_after({{60ms, 120ms}, {200ms, 400ms}}), 770ms);
}

}  // namespace
}  // namespace tetherlab::fault
