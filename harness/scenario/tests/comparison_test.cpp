// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/comparison.hpp"

#include <gmock/gmock.h>

namespace tetherlab::scenario {
namespace {

using ::testing::ElementsAre;
using verdict::Culprit;
using verdict::Verdict;

std::vector<std::string> names(const Scenario& scenario) {
    std::vector<std::string> names;
    for (const Step& step : scenario.steps) names.push_back(step.name);
    return names;
}

TEST(OnControl, FlashesFirstWhereTheScenarioDoesNot) {
    EXPECT_THAT(
        names(on_control(parse("scenario: s\ntitle: t\nhotspot: h\nsteps:\n  - plug\n  - unplug\n", "s"))),
        ElementsAre("flash", "plug", "unplug"));
}

TEST(OnControl, LeavesTheFlashWhereTheScenarioHasIt) {
    const auto scenario =
        parse("scenario: s\ntitle: t\nhotspot: h\nimage: i\nsteps:\n  - wan: usb0\n  - flash\n", "s");
    EXPECT_THAT(names(on_control(scenario)), ElementsAre("wan: usb0", "flash"));
}

TEST(LeftOutOnPc, IsWhatOnlyARouterHas) {
    EXPECT_EQ(left_out_on_pc(Flash{}), "a PC has no firmware to flash");
    EXPECT_EQ(left_out_on_pc(SetLan{}), "a PC has no LAN of its own");
    EXPECT_EQ(left_out_on_pc(SetWan{}), "a PC takes any network device for its WAN");
    EXPECT_EQ(left_out_on_pc(Plug{}), "");
    EXPECT_EQ(left_out_on_pc(SelectConfiguration{}), "");
    EXPECT_EQ(left_out_on_pc(Expect{}), "");
}

Run run_with(Verdict wan, const std::vector<std::string>& codes) {
    Run run;
    for (const std::string& code : codes) run.diagnoses.push_back({code, code, {}, ""});
    run.wan = {wan, "", run.diagnoses};
    return run;
}

TEST(Compare, ConcludesAndSaysOfEachDiagnosisWhetherTheControlShowsIt) {
    scenario::Run run = run_with(Verdict::kFail, {"missing-kmod"});
    scenario::Run control = run_with(Verdict::kPass, {});
    control.id = "0002";
    compare(run, control, {"router with every driver"});
    EXPECT_EQ(run.comparison->control, "router with every driver");
    EXPECT_EQ(run.comparison->run->id, "0002");
    EXPECT_EQ(run.comparison->conclusion.culprit, Culprit::kRouter);
    EXPECT_THAT(run.diagnoses[0].evidence, ElementsAre("the control does not show it"));
}

TEST(Compare, TakesNoEvidenceFromAControlThatCameToNothing) {
    scenario::Run run = run_with(Verdict::kFail, {"missing-kmod"});
    compare(run, run_with(Verdict::kError, {}), {"router with every driver"});
    EXPECT_EQ(run.comparison->conclusion.culprit, Culprit::kUnknown);
    EXPECT_THAT(run.diagnoses[0].evidence, ElementsAre());
}

}  // namespace
}  // namespace tetherlab::scenario
