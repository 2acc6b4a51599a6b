// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/witness.hpp"

#include "gadget/base/error.hpp"

#include <gmock/gmock.h>

namespace tetherlab::observe {
namespace {

using namespace std::chrono_literals;
using event::Kind;
using testing::ElementsAre;

class WitnessTest : public testing::Test {
protected:
    void console(const std::string& text) {
        witness_.on({0us, Kind::kConsoleLine, "router", {{"text", text}}});
    }

    void fault(const std::string& what, const std::string& text = {}) {
        witness_.on({now_++, Kind::kFault, "first", {{"fault", "brownout"}, {"what", what}, {"text", text}}});
    }

    void udc(const std::string& state) { witness_.on({0us, Kind::kUsb, "udc-state", {{"state", state}}}); }

    std::chrono::microseconds now_{1};
    Witness witness_;
};

TEST_F(WitnessTest, RemembersWhatTheKernelSaysOnTheConsole) {
    console("Press any key to stop");
    console("[    8.313119] usb 1-1: USB disconnect, device number 2");
    ASSERT_EQ(witness_.log().size(), 1u);
    EXPECT_EQ(witness_.log()[0].text, "usb 1-1: USB disconnect, device number 2");
}

TEST_F(WitnessTest, ForgetsWhatWasBeforeAStep) {
    console("[    8.313119] usb 1-1: USB disconnect, device number 2");
    witness_.forget_log();
    console("[    9.000000] usb 1-1: new high-speed USB device number 3 using xhci_hcd");
    ASSERT_EQ(witness_.log().size(), 1u);
    EXPECT_EQ(witness_.log()[0].text, "usb 1-1: new high-speed USB device number 3 using xhci_hcd");
}

TEST_F(WitnessTest, FollowsAFaultFromArmingToItsEnd) {
    fault("armed");
    EXPECT_THAT(witness_.faults(), ElementsAre(FaultProgress{"first", "brownout", 1us}));
    fault("fired");
    fault("note", "power lost");
    fault("ended");
    EXPECT_THAT(witness_.faults(), ElementsAre(FaultProgress{"first", "brownout", 1us, 2us, {}, 4us}));
    EXPECT_EQ(witness_.failed_fault(), std::nullopt);
}

TEST_F(WitnessTest, KnowsHowLateATimedFaultFired) {
    witness_.on({5us, Kind::kFault, "first", {{"what", "fired"}, {"scheduled_us", 1000}, {"at_us", 1040}}});
    EXPECT_EQ(witness_.faults().at(0).late, 40us);
}

TEST_F(WitnessTest, SaysWhichFaultFailedAndWhy) {
    fault("fired");
    fault("failed", "no such UDC");
    EXPECT_EQ(witness_.failed_fault(), "fault first failed: no such UDC");
}

TEST_F(WitnessTest, CountsNoComingsBeforeAFaultFires) {
    udc("default");
    fault("armed");
    udc("configured");
    EXPECT_EQ(witness_.comings(), 0);
}

TEST_F(WitnessTest, TheHotspotIsAwayFromAFaultUntilItIsConfiguredAgain) {
    udc("configured");
    fault("fired");
    EXPECT_EQ(witness_.comings(), 0);
    udc("not attached");
    EXPECT_EQ(witness_.comings(), std::nullopt);
    udc("default");
    EXPECT_EQ(witness_.comings(), std::nullopt);
    udc("configured");
    EXPECT_EQ(witness_.comings(), 3);
}

TEST_F(WitnessTest, NewsIsWhatCameSinceTheLastTime) {
    witness_.await_news(base::Deadline(1h));
    console("[    8.313119] usb 1-1: USB disconnect, device number 2");
    witness_.await_news(base::Deadline(1h));
    const auto began = base::Clock::now();
    witness_.await_news(base::Deadline(20ms));
    EXPECT_GE(base::Clock::now() - began, 20ms);
}

TEST_F(WitnessTest, WaitsForAFaultToFire) {
    try {
        witness_.await_fired("first", base::Deadline(1ms), {});
        FAIL() << "expected a TimeoutError";
    } catch (const base::TimeoutError& error) {
        EXPECT_STREQ(error.what(), "wait for fault first to fire: not within 1 ms");
    }
    fault("fired");
    witness_.await_fired("first", base::Deadline(1h), {});
}

TEST_F(WitnessTest, EndsAWaitWhenAskedToStop) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THROW(witness_.await_fired("first", base::Deadline(1h), stop.get_token()), base::Error);
}

}  // namespace
}  // namespace tetherlab::observe
