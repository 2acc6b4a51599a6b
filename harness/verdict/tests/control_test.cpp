// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/control.hpp"

#include <gmock/gmock.h>

namespace tetherlab::verdict {
namespace {

using ::testing::ElementsAre;

Diagnosis found(const std::string& code) {
    Diagnosis diagnosis;
    diagnosis.code = code;
    return diagnosis;
}

Trial fails_for(const std::vector<std::string>& codes) {
    Trial trial{Verdict::kFail, "the client got no answer in time", {}};
    for (const std::string& code : codes) trial.diagnoses.push_back(found(code));
    return trial;
}

const Trial kWorks{Verdict::kPass, "the client got 204", {}};
const Trial kFails = fails_for({});
const Trial kBroken{Verdict::kError, "the agent is gone", {}};
const Trial kIncapable{Verdict::kSkipped, "the bench cannot do vbus", {}};

const Control kPc{"PC", Machine::kPc};

struct Case {
    const char* name;
    Trial under_test;
    Trial control;
    Culprit culprit;
    const char* sentence;
    Control machine = {"router with every driver"};
};

class Conclude : public ::testing::TestWithParam<Case> {};

TEST_P(Conclude, NamesWhoIsAtFault) {
    const Conclusion conclusion = conclude(GetParam().under_test, GetParam().control, GetParam().machine);
    EXPECT_EQ(conclusion.culprit, GetParam().culprit);
    EXPECT_EQ(conclusion.sentence, GetParam().sentence);
}

INSTANTIATE_TEST_SUITE_P(
    Of, Conclude,
    ::testing::Values(
        Case{"PassAndPass", kWorks, kWorks, Culprit::kNobody,
             "nobody: the WAN works through the control, a router with every driver, too"},
        Case{"PassAndFail", kWorks, kFails, Culprit::kControl,
             "the control, a router with every driver: the WAN works through the router under test, and not "
             "there"},
        Case{"PassAndError", kWorks, kBroken, Culprit::kUnknown,
             "no conclusion: error on the control: the agent is gone"},
        Case{"PassAndSkipped", kWorks, kIncapable, Culprit::kUnknown,
             "no conclusion: skipped on the control: the bench cannot do vbus"},
        Case{"FailAndPass", kFails, kWorks, Culprit::kRouter,
             "the router: through the control, a router with every driver, the same hotspot brings the WAN "
             "up"},
        Case{"FailAndFail", kFails, kFails, Culprit::kHotspot,
             "the hotspot or its power: no WAN through the control, a router with every driver, either"},
        Case{"FailAndError", kFails, kBroken, Culprit::kUnknown,
             "no conclusion: error on the control: the agent is gone"},
        Case{"FailAndSkipped", kFails, kIncapable, Culprit::kUnknown,
             "no conclusion: skipped on the control: the bench cannot do vbus"},
        Case{"ErrorAndPass", kBroken, kWorks, Culprit::kUnknown,
             "no conclusion: error on the router under test: the agent is gone"},
        Case{"ErrorAndFail", kBroken, kFails, Culprit::kUnknown,
             "no conclusion: error on the router under test: the agent is gone"},
        Case{"ErrorAndError", kBroken, kBroken, Culprit::kUnknown,
             "no conclusion: error on the router under test: the agent is gone"},
        Case{"SkippedAndPass", kIncapable, kWorks, Culprit::kUnknown,
             "no conclusion: skipped on the router under test: the bench cannot do vbus"},
        Case{"SkippedAndSkipped", kIncapable, kIncapable, Culprit::kUnknown,
             "no conclusion: skipped on the router under test: the bench cannot do vbus"},
        Case{"WhatTheRouterAloneShows", fails_for({"missing-kmod", "brownout"}),
             Trial{Verdict::kPass, "", {found("brownout")}}, Culprit::kRouter,
             "the router: through the control, a router with every driver, the same hotspot brings the WAN "
             "up; only "
             "the router under test shows missing-kmod"},
        Case{"WhatBothShow", fails_for({"missing-kmod", "dhcp-silent"}), fails_for({"dhcp-silent", "power"}),
             Culprit::kHotspot,
             "the hotspot or its power: no WAN through the control, a router with every driver, either; both "
             "show "
             "dhcp-silent"},
        Case{"SettingsOfBoth", fails_for({"subnet-clash"}), fails_for({"subnet-clash"}), Culprit::kSettings,
             "the settings, which both routers have: subnet-clash; that says nothing of the hotspot"},
        Case{"SettingsThatADriverHides", fails_for({"missing-kmod"}), fails_for({"wan-elsewhere"}),
             Culprit::kSettings,
             "the settings, which both routers have: wan-elsewhere; that says nothing of the hotspot"},
        Case{"SettingsThatAPcHasNot", fails_for({"subnet-clash"}), kWorks, Culprit::kSettings,
             "the router's settings: subnet-clash; through the control, a PC, the same hotspot brings the "
             "WAN up",
             kPc},
        Case{"ADriverBesidesSettings", fails_for({"subnet-clash", "missing-kmod"}), kWorks, Culprit::kRouter,
             "the router: through the control, a PC, the same hotspot brings the WAN up; only the router "
             "under test shows subnet-clash, missing-kmod",
             kPc}),
    [](const auto& of) { return std::string(of.param.name); });

TEST(Conclude, LeavesOutWhatHindersNobody) {
    Trial trial = fails_for({"no-lease", "config-order"});
    trial.diagnoses[1].harmless = true;
    EXPECT_EQ(
        conclude(trial, kWorks, {"PC"}).sentence,
        "the router: through the control, a PC, the same hotspot brings the WAN up; only the router under "
        "test shows no-lease");
}

TEST(Confront, SaysOfEachDiagnosisWhetherTheControlShowsIt) {
    std::vector<Diagnosis> under_test{found("missing-kmod"), found("brownout")};
    under_test[0].evidence = {"Driver=(none)"};
    confront(under_test, {found("brownout")});
    EXPECT_THAT(under_test[0].evidence, ElementsAre("Driver=(none)", "the control does not show it"));
    EXPECT_THAT(under_test[1].evidence, ElementsAre("the control shows it, too"));
}

TEST(Culprit, HasAWordForEach) {
    EXPECT_STREQ(to_text(Culprit::kNobody), "nobody");
    EXPECT_STREQ(to_text(Culprit::kRouter), "router");
    EXPECT_STREQ(to_text(Culprit::kHotspot), "hotspot");
    EXPECT_STREQ(to_text(Culprit::kSettings), "settings");
    EXPECT_STREQ(to_text(Culprit::kControl), "control");
    EXPECT_STREQ(to_text(Culprit::kUnknown), "unknown");
}

}  // namespace
}  // namespace tetherlab::verdict
