// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/runner.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/bench/real_bench.hpp"
#include "harness/bench/testing/fake_bench.hpp"
#include "harness/verify/expectation.hpp"

#include <gmock/gmock.h>

namespace tetherlab::scenario {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
using verdict::Verdict;

const char* const kBringUp = R"(
scenario: d53
title: A Quanta D53 brings the WAN up
hotspot: quanta-d53
image: standin
steps:
  - flash
  - lan: 192.168.8.1/24
  - wan: usb0
  - plug
  - expect:
      - http: router
        within: 20 ms
  - unplug
)";

class RunnerTest : public testing::Test {
protected:
    void SetUp() override {
        hotspot_.name = "quanta-d53";
        hotspot_.vendor_id = 0x0e8d;
        hotspot_.product_id = 0x2028;
        base::write_file(folder_.path() / "standin.bin", "not looked at by the fake");
        web_works(true);
        lab_.shell.answer("add_list network.lan.ipaddr", {{0}, "changed\n", ""});
    }

    void web_works(bool works) {
        observe::Facts facts;
        facts.router = observe::RouterFacts{};
        facts.http_router = observe::HttpProbe{"http://web/", works, works ? "fetched" : "no answer in time"};
        facts.http_client = observe::HttpProbe{"http://web/", works, works ? "204" : "no answer in time"};
        lab_.looks = {facts};
    }

    scenario::Run play(const std::string& yaml) {
        const Scenario scenario = parse(yaml, "s.yaml");
        return scenario::run({.scenario = scenario,
                              .hotspot = hotspot_,
                              .image = folder_.path() / "standin.bin",
                              .run_id = "abcdef",
                              .seed = seed_,
                              .aim = aim_,
                              .capabilities = capabilities_,
                              .make_bench = make_bench_,
                              .times = {.absence = 0ms, .wan = 20ms},
                              .log = log_,
                              .stop = stop_.get_token(),
                              .left_out = left_out_});
    }

    static std::vector<std::string> verdicts(const scenario::Run& run) {
        std::vector<std::string> lines;
        for (const StepResult& step : run.steps) lines.push_back(step.name + " " + to_text(step.verdict));
        return lines;
    }

    base::TemporaryFolder folder_;
    bench::FakeLab lab_;
    profile::Profile hotspot_;
    event::Log log_;
    std::stop_source stop_;

    // The hotspot tells what its faults do as an agent would: what is armed without a trigger fires at once.
    void let_faults_tell() {
        lab_.on_fault = [this](const std::string& id, const std::string& what) {
            log_.emit(event::Kind::kFault, id, {{"fault", "brownout"}, {"what", what}});
            if (what == "armed" && fires_at_once_) {
                log_.emit(event::Kind::kFault, id, {{"fault", "brownout"}, {"what", "fired"}});
            }
        };
    }

    bool fires_at_once_ = true;
    std::uint64_t seed_ = 0;
    Aim aim_ = Aim::kVerdict;
    std::function<std::string(const Action&)> left_out_ = [](const Action&) { return std::string(); };
    std::set<std::string> capabilities_ = {"flash.sysupgrade", "hotspot", "net", "udc.detach"};
    std::function<std::unique_ptr<bench::Bench>()> make_bench_ = [this] {
        return std::make_unique<bench::FakeBench>(lab_);
    };
};

TEST_F(RunnerTest, VerifiesEveryByteOnlyOfAnEmulatedHotspot) {
    hotspot_ = profile::load(TETHERLAB_SOURCE_DIR "/gadget/profiles/quanta-d53.yaml");
    verify::Reading reading = verify::emulated_reading(hotspot_);
    reading.device[16] = std::byte{40};  // the index of its serial number
    reading.strings[40] = reading.strings[3];
    lab_.looks[0].descriptors = std::vector{reading};
    const char* yaml =
        "scenario: real\ntitle: A real one\nhotspot: quanta-d53\nimage: standin\nsteps:\n  - plug\n  - "
        "expect:\n      - usb: verified\n"
        "        within: 20 ms\n";
    EXPECT_EQ(play(yaml).verdict, Verdict::kError);
    capabilities_ = {"hotspot 0e8d:2028"};  // a real one
    EXPECT_EQ(play(yaml).verdict, Verdict::kPass);
}

TEST_F(RunnerTest, DoesTheStepsInOrderAndPasses) {
    const auto result = play(kBringUp);
    EXPECT_THAT(verdicts(result), ElementsAre("bench pass", "flash pass", "lan: 192.168.8.1/24 pass",
                                              "wan: usb0 pass", "plug pass", "expect pass", "unplug pass"));
    EXPECT_EQ(result.verdict, Verdict::kPass);
    EXPECT_EQ(result.cause, "");
    EXPECT_EQ(result.id, "abcdef");
    EXPECT_EQ(result.hotspot, "quanta-d53");
    EXPECT_EQ(result.image->running_revision, "r2-after");
    EXPECT_EQ(result.versions.at("bench"), "fake");
    EXPECT_EQ(result.substitutions.size(), 1u);
}

TEST_F(RunnerTest, FollowsTheRouterIntoItsNewLan) {
    play(kBringUp);
    EXPECT_THAT(lab_.calls(), Contains("follow 192.168.8.1/24"));
}

TEST_F(RunnerTest, StaysWhereItIsWhenTheRouterHadThatLanAlready) {
    lab_.shell = {};
    play(kBringUp);
    EXPECT_THAT(lab_.calls(), testing::Not(Contains("follow 192.168.8.1/24")));
}

TEST_F(RunnerTest, DestroysTheBenchAtTheEnd) {
    play(kBringUp);
    EXPECT_EQ(lab_.calls().back(), "destroyed");
}

TEST_F(RunnerTest, FailsWhenTheRouterDoesAndSaysWhatWasExpected) {
    web_works(false);
    const auto result = play(kBringUp);
    EXPECT_EQ(result.verdict, Verdict::kFail);
    EXPECT_EQ(result.cause, "http: router: expected an HTTP answer for the router, got no answer in time");
    EXPECT_THAT(verdicts(result), Contains("unplug skipped"));
    EXPECT_EQ(result.steps.back().reason, "not tried after 'expect' ended in fail");
}

TEST_F(RunnerTest, AFlashThatTheRouterDidNotTakeIsItsFailure) {
    lab_.flash_outcome = {flash::Result::kNotWritten, "revision r1 runs instead of r2", "r1"};
    const auto result = play(kBringUp);
    EXPECT_EQ(result.verdict, Verdict::kFail);
    EXPECT_EQ(result.cause, "revision r1 runs instead of r2");
    EXPECT_EQ(result.image->running_revision, "r1");
}

TEST_F(RunnerTest, AnImageThatIsRefusedIsNotTheRoutersFailure) {
    lab_.flash_outcome = {flash::Result::kRefused, "fwtool metadata CRC at 0x10: …", "r1"};
    EXPECT_EQ(play(kBringUp).verdict, Verdict::kError);
}

TEST_F(RunnerTest, ARigThatFailsIsAnError) {
    lab_.fail_on("plug", "the agent is gone");
    const auto result = play(kBringUp);
    EXPECT_EQ(result.verdict, Verdict::kError);
    EXPECT_EQ(result.cause, "plug hotspot: the agent is gone");
    EXPECT_THAT(verdicts(result),
                ElementsAre("bench pass", "flash pass", "lan: 192.168.8.1/24 pass", "wan: usb0 pass",
                            "plug error", "expect skipped", "unplug skipped"));
}

TEST_F(RunnerTest, AHotspotThatCannotBePreparedFailsThePlug) {
    lab_.fail_on("prepare", "no UDC");
    const auto result = play(kBringUp);
    EXPECT_EQ(result.verdict, Verdict::kError);
    EXPECT_EQ(result.cause, "prepare quanta-d53: no UDC");
}

TEST_F(RunnerTest, ARealBenchSkipsAFaultThatHasToSeeTheRoutersResets) {
    capabilities_ = bench::RealBench::capabilities();
    make_bench_ = []() -> std::unique_ptr<bench::Bench> { throw std::logic_error("power was switched"); };
    const scenario::Run result = play(R"(
scenario: address
title: It takes its address
hotspot: quanta-d53
steps:
  - fault: address-failure
    on: plug
    with: {stage: address}
  - plug
)");
    EXPECT_EQ(result.verdict, Verdict::kSkipped);
    EXPECT_EQ(result.cause, "the bench cannot do udc.reset for fault address-failure");
}

TEST_F(RunnerTest, SkippedChecksSayWhatWasExpectedAndWhyNot) {
    lab_.fail_on("plug", "the agent is gone");
    const auto result = play(kBringUp);
    const Check& check = result.steps[5].checks.at(0);
    EXPECT_EQ(check.name, "http: router");
    EXPECT_EQ(check.verdict, Verdict::kSkipped);
    EXPECT_EQ(check.expected, "an HTTP answer for the router");
    EXPECT_EQ(check.reason, "not tried after 'plug' ended in error");
}

TEST_F(RunnerTest, ABenchThatCannotBeMadeIsAnError) {
    make_bench_ = []() -> std::unique_ptr<bench::Bench> {
        throw base::Error("start", "qemu-system-mipsel", "not found in PATH");
    };
    const auto result = play(kBringUp);
    EXPECT_EQ(result.verdict, Verdict::kError);
    EXPECT_EQ(result.cause, "start qemu-system-mipsel: not found in PATH");
    EXPECT_EQ(result.steps[0].name, "bench");
    EXPECT_EQ(result.steps[1].verdict, Verdict::kSkipped);
}

TEST_F(RunnerTest, ABenchThatLacksACapabilityIsNotEvenMade) {
    capabilities_ = {"hotspot", "net", "udc.detach"};
    const auto result = play(kBringUp);
    EXPECT_EQ(result.verdict, Verdict::kSkipped);
    EXPECT_EQ(result.cause, "the bench cannot do flash.sysupgrade");
    EXPECT_THAT(lab_.calls(), IsEmpty());
}

TEST_F(RunnerTest, LeavesOutAStepAndGoesOnWithTheOthers) {
    capabilities_ = {"hotspot", "net", "udc.detach"};
    left_out_ = [](const Action& action) {
        return std::holds_alternative<Flash>(action) ? "no firmware" : "";
    };
    const auto result = play(kBringUp);
    EXPECT_THAT(verdicts(result), ElementsAre("bench pass", "flash skipped", "lan: 192.168.8.1/24 pass",
                                              "wan: usb0 pass", "plug pass", "expect pass", "unplug pass"));
    EXPECT_EQ(result.steps[1].reason, "no firmware");
    EXPECT_EQ(result.verdict, Verdict::kPass);
    EXPECT_FALSE(result.image);
}

TEST_F(RunnerTest, AStepThatIsLeftOutIsNotWhatTheNextOnesAreNotTriedFor) {
    left_out_ = [](const Action& action) {
        return std::holds_alternative<Flash>(action) ? "no firmware" : "";
    };
    lab_.fail_on("plug", "the agent is gone");
    const auto result = play(kBringUp);
    EXPECT_EQ(result.cause, "plug hotspot: the agent is gone");
    EXPECT_EQ(result.steps.back().reason, "not tried after 'plug' ended in error");
}

TEST_F(RunnerTest, AskingForAnythingBehindTheHotspotNeedsTheBenchsNetwork) {
    capabilities_ = {"hotspot"};
    const auto cause = [this](const std::string& expectation) {
        return play("scenario: s\ntitle: t\nhotspot: quanta-d53\nsteps:\n  - plug\n  - expect:\n      - " +
                    expectation + "\n")
            .cause;
    };
    EXPECT_EQ(cause("dns: web.internet.example"), "the bench cannot do net");
    EXPECT_EQ(cause("http: router"), "the bench cannot do net");
    EXPECT_EQ(cause("http: client"), "the bench cannot do net");
    EXPECT_EQ(cause("http6: router"), "the bench cannot do net");
    EXPECT_EQ(cause("ipv6: address"), "the bench cannot do net");
    EXPECT_EQ(cause("download: 1 Mbit/s"), "the bench cannot do net");
}

TEST_F(RunnerTest, ABenchWithAnotherRealHotspotIsNotEvenMade) {
    capabilities_ = {"hotspot 05c6:9057"};
    EXPECT_EQ(play("scenario: s\ntitle: t\nhotspot: quanta-d53\nsteps:\n  - plug\n").cause,
              "the bench cannot do hotspot 0e8d:2028");
    EXPECT_THAT(lab_.calls(), IsEmpty());
}

TEST_F(RunnerTest, ABenchWithThatRealHotspotPlugsItIn) {
    capabilities_ = {"hotspot 0e8d:2028"};
    EXPECT_EQ(play("scenario: s\ntitle: t\nhotspot: quanta-d53\nsteps:\n  - plug\n").verdict, Verdict::kPass);
}

TEST_F(RunnerTest, UnpluggingTakesMoreThanARealHotspot) {
    capabilities_ = {"hotspot 0e8d:2028"};
    EXPECT_EQ(play("scenario: s\ntitle: t\nhotspot: quanta-d53\nsteps:\n  - plug\n  - unplug\n").cause,
              "the bench cannot do udc.detach");
}

TEST_F(RunnerTest, ReportsWhatTheHotspotCannotShow) {
    lab_.deviations = {{"bcdUSB", "2.10", "2.00", "the UDC is not capable of SuperSpeed"}};
    EXPECT_THAT(play(kBringUp).deviations,
                ElementsAre("bcdUSB: 2.00 instead of 2.10, because the UDC is not capable of SuperSpeed"));
}

TEST_F(RunnerTest, SelectsAConfigurationOfThisDeviceOnTheRouter) {
    const auto result =
        play("scenario: s\ntitle: t\nhotspot: quanta-d53\nsteps:\n  - plug\n  - select-configuration: 1\n");
    EXPECT_EQ(result.verdict, Verdict::kPass);
    EXPECT_THAT(lab_.shell.calls, Contains(testing::AllOf(HasSubstr("= 0e8d:2028 ]"),
                                                          HasSubstr("echo 1 >$d/bConfigurationValue"))));
}

TEST_F(RunnerTest, AConfigurationThatTheRouterDoesNotTakeIsItsFailure) {
    lab_.shell.answer("bConfigurationValue", {{1}, "", "no device 0e8d:2028 on the bus\n"});
    const auto result =
        play("scenario: s\ntitle: t\nhotspot: quanta-d53\nsteps:\n  - plug\n  - select-configuration: 1\n");
    EXPECT_EQ(result.verdict, Verdict::kFail);
    EXPECT_EQ(result.cause, "the router did not take configuration 1: no device 0e8d:2028 on the bus");
}

TEST_F(RunnerTest, AsksForTheWanOnlyWhenItIsToBeCompared) {
    EXPECT_FALSE(play(kBringUp).wan);
    aim_ = Aim::kComparison;
    const auto result = play(kBringUp);
    EXPECT_EQ(result.verdict, Verdict::kPass);
    EXPECT_EQ(result.wan->wan, Verdict::kPass);
    EXPECT_EQ(result.wan->said, "the client got 204");
}

TEST_F(RunnerTest, GoesOnAfterAFailedExpectationWhenItIsToBeCompared) {
    web_works(false);
    aim_ = Aim::kComparison;
    const auto result = play(kBringUp);
    EXPECT_THAT(verdicts(result), testing::IsSupersetOf({"expect fail", "unplug pass"}));
    EXPECT_EQ(result.verdict, Verdict::kFail);
    EXPECT_EQ(result.cause, "http: router: expected an HTTP answer for the router, got no answer in time");
    EXPECT_EQ(result.wan->wan, Verdict::kFail);
    EXPECT_THAT(result.wan->said, StartsWith("the client got no answer in time; "));
    EXPECT_THAT(result.wan->diagnoses, testing::Not(IsEmpty()));
}

TEST_F(RunnerTest, AWanThatTheScenarioExpectsToBeDownIsNoFailure) {
    web_works(false);
    aim_ = Aim::kComparison;
    const auto result = play(
        "scenario: s\ntitle: t\nhotspot: quanta-d53\nsteps:\n  - plug\n  - expect:\n      - usb: absent\n");
    EXPECT_EQ(result.verdict, Verdict::kPass);
    EXPECT_EQ(result.wan->wan, Verdict::kFail);
}

TEST_F(RunnerTest, ARouterThatDidNotTakeTheFlashIsNotAskedForItsWan) {
    lab_.flash_outcome = {flash::Result::kNotWritten, "revision r1 runs instead of r2", "r1"};
    aim_ = Aim::kComparison;
    const auto result = play(kBringUp);
    EXPECT_EQ(result.wan->wan, Verdict::kSkipped);
    EXPECT_EQ(result.wan->said, "revision r1 runs instead of r2");
}

TEST_F(RunnerTest, ARigThatFailsLeavesTheWanOpen) {
    lab_.fail_on("plug", "the agent is gone");
    aim_ = Aim::kComparison;
    const auto result = play(kBringUp);
    EXPECT_EQ(result.wan->wan, Verdict::kError);
    EXPECT_EQ(result.wan->said, "plug hotspot: the agent is gone");
}

TEST_F(RunnerTest, ABenchThatLacksACapabilityLeavesTheWanOpen) {
    capabilities_ = {"hotspot", "net", "udc.detach"};
    aim_ = Aim::kComparison;
    const auto result = play(kBringUp);
    EXPECT_EQ(result.wan->wan, Verdict::kSkipped);
    EXPECT_EQ(result.wan->said, "the bench cannot do flash.sysupgrade");
}

TEST_F(RunnerTest, AComparisonNeedsTheBenchsNetwork) {
    capabilities_ = {"hotspot", "udc.detach"};
    aim_ = Aim::kComparison;
    EXPECT_EQ(play("scenario: s\ntitle: t\nhotspot: quanta-d53\nsteps:\n  - plug\n").cause,
              "the bench cannot do net for a control experiment");
    EXPECT_THAT(lab_.calls(), IsEmpty());
}

TEST_F(RunnerTest, ALookThatFailsAtTheEndLeavesTheWanOpen) {
    lab_.fail_on("look", "ssh is gone");
    aim_ = Aim::kComparison;
    const auto result = play("scenario: s\ntitle: t\nhotspot: quanta-d53\nsteps:\n  - plug\n");
    EXPECT_EQ(result.verdict, Verdict::kPass);
    EXPECT_EQ(result.wan->wan, Verdict::kError);
    EXPECT_EQ(result.wan->said, "look at router: ssh is gone");
}

const char* const kFaults = R"(
scenario: s
title: t
hotspot: quanta-d53
steps:
  - plug
  - fault: brownout
  - fault: brownout
    as: later
    with: {off: 1 s}
    on: request
    seed: 5
  - fire: later
  - end: later
  - expect:
      - fault: later ended
)";

TEST_F(RunnerTest, ArmsFiresAndEndsFaults) {
    let_faults_tell();
    fires_at_once_ = true;
    const auto result = play(kFaults);
    EXPECT_EQ(result.verdict, Verdict::kPass) << result.cause;
    EXPECT_THAT(lab_.calls(), testing::IsSupersetOf({"fire later", "end later"}));
    ASSERT_EQ(result.faults.size(), 2u);
    EXPECT_EQ(result.faults[0].id, "brownout");
    EXPECT_TRUE(result.faults[0].fired);
    EXPECT_FALSE(result.faults[0].ended);
    EXPECT_TRUE(result.faults[1].ended);
}

TEST_F(RunnerTest, TheSeedGoesToTheFaultsThatHaveNone) {
    let_faults_tell();
    seed_ = 7;
    EXPECT_EQ(play(kFaults).seed, 7u);
    EXPECT_THAT(lab_.calls(), Contains(testing::AllOf(StartsWith("arm "), HasSubstr("seed: \"7\""))));
    EXPECT_THAT(lab_.calls(), Contains(testing::AllOf(HasSubstr("later"), HasSubstr("seed: \"5\""))));
}

TEST_F(RunnerTest, AFaultThatTheBenchCannotDoIsNamedWithWhatItNeeds) {
    capabilities_ = {"hotspot", "net"};
    const auto result = play(kFaults);
    EXPECT_EQ(result.verdict, Verdict::kSkipped);
    EXPECT_EQ(result.cause, "the bench cannot do udc.detach for fault brownout, udc.detach for fault later");
    EXPECT_THAT(lab_.calls(), IsEmpty());
}

TEST_F(RunnerTest, AFaultThatFailsIsTheRigsProblem) {
    lab_.on_fault = [this](const std::string& id, const std::string&) {
        log_.emit(event::Kind::kFault, id,
                  {{"fault", "brownout"}, {"what", "failed"}, {"text", "no such UDC"}});
    };
    const auto result = play(kFaults);
    EXPECT_EQ(result.verdict, Verdict::kError);
    EXPECT_EQ(result.cause, "fault brownout failed: no such UDC");
}

TEST_F(RunnerTest, CountsTheRoutersLogFromTheLastStepThatWasNotAnExpect) {
    lab_.on_fault = [this](const std::string& id, const std::string& what) {
        log_.emit(event::Kind::kFault, id, {{"fault", "brownout"}, {"what", what}});
        log_.emit(event::Kind::kConsoleLine, "router",
                  {{"text", "[    9.000000] usb 1-1: USB disconnect, device number 2"}});
    };
    const auto result = play(
        "scenario: s\ntitle: t\nhotspot: quanta-d53\nsteps:\n"
        "  - plug\n  - fault: brownout\n    on: plug\n  - end: brownout\n"
        "  - expect:\n      - log: USB disconnect\n"
        "  - expect:\n      - log: USB disconnect\n        times: 2\n        within: 10 ms\n");
    EXPECT_EQ(result.cause,
              "log: USB disconnect: expected 2 kernel lines with 'USB disconnect', got 1 of 1 kernel lines, "
              "the last 'usb 1-1: USB disconnect, device number 2'");
}

TEST_F(RunnerTest, AnUploadIsSentByTheLanClient) {
    const auto result = play("scenario: s\ntitle: t\nhotspot: quanta-d53\nsteps:\n  - upload: 3 s\n");
    EXPECT_EQ(result.verdict, Verdict::kPass);
    EXPECT_THAT(lab_.calls(), Contains("renew"));
    EXPECT_THAT(lab_.calls(),
                Contains(testing::AllOf(StartsWith("run bash -c "), HasSubstr("/dev/udp/198.18.0.80/9"),
                                        testing::EndsWith(" upload 3000"))));
}

TEST_F(RunnerTest, StopsInTheMiddleOfALookAndUndoesEverything) {
    web_works(false);
    lab_.on_look = [this] { stop_.request_stop(); };
    const auto result = play(kBringUp);
    EXPECT_EQ(result.verdict, Verdict::kError);
    EXPECT_EQ(result.cause, "asked to stop");
    EXPECT_THAT(lab_.calls(), Contains("abort"));
    EXPECT_EQ(lab_.calls().back(), "destroyed");
}

TEST_F(RunnerTest, StoppedBeforeItBeganMakesNoBench) {
    stop_.request_stop();
    const auto result = play(kBringUp);
    EXPECT_EQ(result.cause, "asked to stop");
    EXPECT_THAT(lab_.calls(), IsEmpty());
}

TEST(ExitCode, IsTheOneOfTheVerdict) {
    EXPECT_EQ(exit_code(Verdict::kPass), 0);
    EXPECT_EQ(exit_code(Verdict::kFail), 1);
    EXPECT_EQ(exit_code(Verdict::kError), 3);
    EXPECT_EQ(exit_code(Verdict::kSkipped), 4);
}

}  // namespace
}  // namespace tetherlab::scenario
