// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/expecting.hpp"

#include "gadget/base/error.hpp"

#include <gmock/gmock.h>

#include <set>

namespace tetherlab::scenario {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using verdict::Verdict;

observe::Route route(const std::string& target, const std::string& device) {
    return {target, "", device};
}

// The router, and the web from there, at one moment.
observe::Facts moment(const std::vector<observe::Route>& routes, bool web) {
    observe::RouterFacts router;
    router.routes4 = routes;
    observe::Facts facts;
    facts.router = router;
    facts.http_router = observe::HttpProbe{"http://web/", web, web ? "fetched" : "timeout"};
    return facts;
}

// A device that no driver has taken.
observe::Facts without_netdev() {
    observe::UsbDevice device;
    device.configurations.push_back({.active = true, .value = 1, .associations = {}, .interfaces = {}});
    observe::RouterFacts router;
    router.usb = {device};
    observe::Facts facts;
    facts.router = router;
    return facts;
}

Expectation by_usb0(base::Milliseconds within) {
    return {"default-route: usb0", "x.yaml:7:9", verdict::DefaultRouteVia{"usb0"}, within};
}

Expectation web_from_router(base::Milliseconds within) {
    return {"http: router", "x.yaml:8:9", verdict::HttpFrom{verdict::Where::kRouter}, within};
}

Expectation no_netdev(base::Milliseconds within) {
    return {"netdev: none", "x.yaml:9:9", verdict::NetdevIs{}, within};
}

Expectation no_disconnect(base::Milliseconds within) {
    return {"no-log: USB disconnect", "x.yaml:9:9", verdict::LogLacks{"USB disconnect"}, within};
}

class Recorder : public event::Sink {
public:
    void on(const event::Event& event) override {
        lines.push_back(std::string(to_text(event.kind)) + " " + event.name + " " +
                        event.data.value("got", ""));
    }

    std::vector<std::string> lines;
};

class ExpectingTest : public testing::Test {
protected:
    void SetUp() override { log_.add(events_); }

    // What each look shows; the last one again and again.
    std::vector<Check> expect(const std::vector<Expectation>& expectations,
                              const std::vector<observe::Facts>& moments) {
        const auto look = [&](const observe::Needs& needs, const base::Deadline&) {
            probed_.push_back(needs.http_router);
            return moments[std::min(looks_++, moments.size() - 1)];
        };
        Expecting expecting(expectations, {hotspot_, log_, look, hold_, stop_.get_token(), [this] {
                                               return comings_[std::min(looks_, comings_.size() - 1)];
                                           }});
        std::vector<Check> checks = expecting.run();
        facts_ = expecting.facts();
        return checks;
    }

    profile::Profile hotspot_;
    event::Log log_;
    std::shared_ptr<Recorder> events_ = std::make_shared<Recorder>();
    base::Milliseconds hold_{0};
    std::stop_source stop_;
    std::vector<std::optional<int>> comings_ = {0};  // before and after the first look, then after each
    std::size_t looks_ = 0;
    std::vector<bool> probed_;
    std::optional<observe::Facts> facts_;
};

TEST_F(ExpectingTest, PassesAtTheFirstLookThatShowsIt) {
    const auto checks = expect(
        {by_usb0(10s)}, {moment({}, false), moment({}, false), moment({route("default", "usb0")}, false)});
    EXPECT_EQ(looks_, 3u);
    EXPECT_EQ(checks[0].verdict, Verdict::kPass);
    EXPECT_EQ(checks[0].name, "default-route: usb0");
    EXPECT_EQ(checks[0].place, "x.yaml:7:9");
    EXPECT_EQ(checks[0].expected, "a default route by usb0");
    EXPECT_EQ(checks[0].got, "default via  by usb0");
    EXPECT_EQ(checks[0].within, 10s);
}

TEST_F(ExpectingTest, FailsWithWhatTheLastLookShowed) {
    const auto checks =
        expect({by_usb0(500ms)}, {moment({}, false), moment({route("default", "wan")}, false)});
    EXPECT_EQ(checks[0].verdict, Verdict::kFail);
    EXPECT_EQ(checks[0].got, "default via  by wan");
    EXPECT_GE(checks[0].took, 500ms);
}

TEST_F(ExpectingTest, DecidesSeveralByOneLook) {
    const auto checks = expect({by_usb0(10s), by_usb0(10s)}, {moment({route("default", "usb0")}, false)});
    EXPECT_EQ(checks.size(), 2u);
    EXPECT_EQ(looks_, 1u);
}

TEST_F(ExpectingTest, DoesNotProbeBeforeWhatComesFirstIsDecided) {
    const auto up = moment({route("default", "usb0")}, true);
    expect({by_usb0(10s), web_from_router(10s)}, {moment({}, false), up, up});
    EXPECT_THAT(probed_, ElementsAre(false, false, true));
}

TEST_F(ExpectingTest, GoesOnAfterAFailureWithWhatDoesNotDependOnIt) {
    const auto checks = expect({by_usb0(10ms), web_from_router(10s)}, {moment({}, true)});
    EXPECT_EQ(checks[0].verdict, Verdict::kFail);
    EXPECT_EQ(checks[1].verdict, Verdict::kPass);
}

TEST_F(ExpectingTest, LooksOnceAtWhatHasNoTimeLeft) {
    const auto checks = expect({by_usb0(10ms), web_from_router(0ms)}, {moment({}, true)});
    EXPECT_EQ(checks[1].verdict, Verdict::kPass);
}

TEST_F(ExpectingTest, WhatCannotBeSeenIsAnErrorAndNoFailure) {
    observe::Facts blind;
    blind.router = observe::Unknown{"the connection to 192.168.8.1 was lost"};
    const auto checks = expect({by_usb0(10ms)}, {blind});
    EXPECT_EQ(checks[0].verdict, Verdict::kError);
    EXPECT_EQ(checks[0].reason, "the connection to 192.168.8.1 was lost");
}

TEST_F(ExpectingTest, ASightThatIsLostForAMomentDoesNoHarm) {
    observe::Facts blind;
    blind.router = observe::Unknown{"the connection was lost"};
    const auto checks = expect({by_usb0(10s)}, {blind, moment({route("default", "usb0")}, false)});
    EXPECT_EQ(checks[0].verdict, Verdict::kPass);
}

TEST_F(ExpectingTest, AnAbsenceHasToHold) {
    hold_ = 30ms;
    const auto checks = expect({no_netdev(10s)}, {without_netdev()});
    EXPECT_EQ(checks[0].verdict, Verdict::kPass);
    EXPECT_GE(checks[0].took, 30ms);
}

TEST_F(ExpectingTest, NeighbouringAbsencesHoldTogether) {
    hold_ = 300ms;
    const auto checks = expect({no_netdev(10s), no_netdev(10s), no_netdev(10s)}, {without_netdev()});
    EXPECT_EQ(checks[2].verdict, Verdict::kPass);
    EXPECT_LT(checks[2].took, 600ms);
}

TEST_F(ExpectingTest, AnAbsenceThatEndsFails) {
    hold_ = 10s;
    observe::Facts with_netdev = without_netdev();
    with_netdev.router->usb_netdevs = {
        {.name = "usb0", .driver = "rndis_host", .bus = 0, .number = 0, .mac = ""}};
    const auto checks = expect({no_netdev(20ms)}, {without_netdev(), with_netdev});
    EXPECT_EQ(checks[0].verdict, Verdict::kFail);
    EXPECT_EQ(checks[0].got, "usb0");
}

TEST_F(ExpectingTest, WhatIsLeftFromBeforeTheHotspotWentDoesNotCount) {
    comings_ = {std::nullopt, 4, 4};
    const auto checks = expect({by_usb0(10s)}, {moment({route("default", "usb0")}, false)});
    EXPECT_EQ(looks_, 2u);
    EXPECT_EQ(checks[0].verdict, Verdict::kPass);
}

TEST_F(ExpectingTest, ALookDuringWhichTheHotspotWentAndCameDoesNotCount) {
    comings_ = {0, 3, 3};
    const auto checks = expect({by_usb0(10s)}, {moment({route("default", "usb0")}, false)});
    EXPECT_EQ(looks_, 2u);
    EXPECT_EQ(checks[0].verdict, Verdict::kPass);
}

TEST_F(ExpectingTest, AHotspotThatStaysAwayLeavesNothingThatPasses) {
    comings_ = {std::nullopt};
    const auto checks = expect({by_usb0(20ms)}, {moment({route("default", "usb0")}, false)});
    EXPECT_EQ(checks[0].verdict, Verdict::kFail);
    EXPECT_EQ(checks[0].got, "default via  by usb0, left from before the hotspot went away");
}

TEST_F(ExpectingTest, AnAbsenceIsSeenWhileTheHotspotIsAway) {
    comings_ = {std::nullopt};
    observe::Facts empty_bus;
    empty_bus.router = observe::RouterFacts{};
    const Expectation absent{"usb: absent", "x.yaml:7:9", verdict::UsbAbsent{}, 10s};
    EXPECT_EQ(expect({absent}, {empty_bus})[0].verdict, Verdict::kPass);
}

TEST_F(ExpectingTest, ALineThatShouldNotComeIsWaitedForToTheEnd) {
    const auto checks = expect({no_disconnect(30ms)}, {{}});
    EXPECT_EQ(checks[0].verdict, Verdict::kPass);
    EXPECT_GE(checks[0].took, 30ms);
}

TEST_F(ExpectingTest, ALineThatShouldNotComeFailsAtOnce) {
    observe::Facts facts;
    facts.log = {{1s, "usb 1-1: USB disconnect, device number 2"}};
    const auto checks = expect({no_disconnect(10s)}, {{}, facts});
    EXPECT_EQ(looks_, 2u);
    EXPECT_EQ(checks[0].verdict, Verdict::kFail);
}

TEST_F(ExpectingTest, WhatMustNotHoldHasToStayAway) {
    hold_ = 30ms;
    Expectation no_web = web_from_router(10s);
    no_web.negated = true;
    const auto checks = expect({no_web}, {moment({}, true), moment({}, false)});
    EXPECT_EQ(checks[0].verdict, Verdict::kPass);
    EXPECT_EQ(checks[0].expected, "not an HTTP answer for the router");
    EXPECT_EQ(checks[0].got, "timeout");
    EXPECT_GE(checks[0].took, 30ms);
}

TEST_F(ExpectingTest, WhatMustNotHoldFailsWhenItDoes) {
    Expectation no_web = web_from_router(20ms);
    no_web.negated = true;
    EXPECT_EQ(expect({no_web}, {moment({}, true)})[0].verdict, Verdict::kFail);
}

TEST_F(ExpectingTest, TellsWhatItSeesWhenThatChanges) {
    expect({by_usb0(10s)}, {moment({}, false), moment({}, false), moment({route("default", "wan")}, false),
                            moment({route("default", "usb0")}, false)});
    EXPECT_THAT(events_->lines, ElementsAre("observation default-route: usb0 no default route",
                                            "observation default-route: usb0 default via  by wan",
                                            "observation default-route: usb0 default via  by usb0",
                                            "verdict default-route: usb0 default via  by usb0"));
}

TEST_F(ExpectingTest, KeepsTheLastSightOfTheRouter) {
    observe::Facts blind;
    blind.router = observe::Unknown{"the connection was lost"};
    expect({by_usb0(10s), web_from_router(10ms)}, {moment({route("default", "usb0")}, false), blind});
    ASSERT_TRUE(facts_);
    EXPECT_TRUE(facts_->router);
}

TEST_F(ExpectingTest, EndsWhenAskedToStop) {
    stop_.request_stop();
    EXPECT_THROW(expect({by_usb0(10s)}, {moment({}, false)}), base::Error);
    EXPECT_EQ(looks_, 0u);
}

}  // namespace
}  // namespace tetherlab::scenario
