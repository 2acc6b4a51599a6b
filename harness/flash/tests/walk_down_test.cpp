// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/walk_down.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/testing/error_of.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::flash {
namespace {

using base::testing::error_of;
using testing::ElementsAre;
using testing::IsEmpty;
using End = Attempt::End;

class WalkDownTest : public testing::Test {
protected:
    // A rung that notes that it was climbed.
    Rung rung(const std::string& name, std::function<std::optional<std::string>()> climb) {
        return {name, [this, name, climb] {
                    climbed.push_back(name);
                    return climb();
                }};
    }

    Rung down(const std::string& name, const std::string& evidence) {
        return rung(name, [evidence] { return evidence; });
    }

    Rung up(const std::string& name) {
        return rung(name, []() -> std::optional<std::string> { return std::nullopt; });
    }

    Descent walk(const std::vector<Rung>& rungs) { return walk_down(rungs, log, stop.get_token()); }

    std::vector<std::string> climbed;
    event::Log log;
    std::stop_source stop;
};

TEST_F(WalkDownTest, EndsWhereTheRouterIsBack) {
    const Descent descent = walk({down("reboot", "it has no shell"), up("power cycle"), up("web page")});
    EXPECT_EQ(descent.back_by, "power cycle");
    EXPECT_THAT(descent.failed, ElementsAre(Attempt{"reboot", End::kDown, "it has no shell"}));
    EXPECT_THAT(climbed, ElementsAre("reboot", "power cycle"));
}

TEST_F(WalkDownTest, WithoutAWayBackHasTheEvidenceOfEach) {
    const Descent descent =
        walk({down("reboot", "it has no shell"), down("power cycle", "bad kernel: Bad Data CRC")});
    EXPECT_FALSE(descent.back_by);
    EXPECT_FALSE(lab_failed(descent));
    EXPECT_EQ(to_text(descent.failed), "reboot: it has no shell; power cycle: bad kernel: Bad Data CRC");
}

TEST_F(WalkDownTest, TakesSilenceForEvidence) {
    const Descent descent = walk({rung("power cycle", []() -> std::optional<std::string> {
        throw base::TimeoutError("wait for", "Linux to start", "not within 60 s");
    })});
    EXPECT_FALSE(lab_failed(descent));
    EXPECT_EQ(to_text(descent.failed), "power cycle: wait for Linux to start: not within 60 s");
}

TEST_F(WalkDownTest, GoesOnAfterAFaultOfTheLabAndRemembersIt) {
    const Descent descent = walk({rung("power cycle",
                                       []() -> std::optional<std::string> {
                                           throw base::Error("switch off", "outlet 3", "no answer");
                                       }),
                                  down("web page", "no answer at 192.168.0.1")});
    EXPECT_TRUE(lab_failed(descent));
    EXPECT_EQ(to_text(descent.failed),
              "power cycle: could not be tried: switch off outlet 3: no answer; web page: no answer at "
              "192.168.0.1");
}

TEST_F(WalkDownTest, EndsWhenItIsAskedTo) {
    const Rung stopping = rung("reboot", [this]() -> std::optional<std::string> {
        stop.request_stop();
        return "its shell was hung up";
    });
    EXPECT_EQ(error_of([&] { walk({stopping, up("power cycle")}); }), "bring back the router: asked to stop");
    EXPECT_THAT(climbed, ElementsAre("reboot"));
}

TEST_F(WalkDownTest, WithoutRungsIsDeadAtOnce) {
    EXPECT_THAT(walk({}).failed, IsEmpty());
}

}  // namespace
}  // namespace tetherlab::flash
