// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/summary.hpp"

#include <gtest/gtest.h>

namespace tetherlab::cli {
namespace {

TEST(Summary, SaysVerdictCauseDiagnosisAndWhereTheReportIs) {
    scenario::Run run;
    run.title = "A Quanta D53 brings the WAN up";
    run.verdict = verdict::Verdict::kFail;
    run.cause = "driver: expected rndis_host, got none";
    run.took = std::chrono::milliseconds(61'500);
    run.diagnoses = {{"missing-kmod", "kmod-usb-net-rndis is missing.", {}, "Install it."}};
    EXPECT_EQ(summary(run, "out/x"),
              "\nFAIL  A Quanta D53 brings the WAN up (61.5 s)\n"
              "  driver: expected rndis_host, got none\n"
              "  diagnosis: kmod-usb-net-rndis is missing.\n"
              "             Install it.\n"
              "  report: out/x/report.html\n");
}

TEST(Summary, OfAPassIsShort) {
    scenario::Run run;
    run.title = "T";
    run.verdict = verdict::Verdict::kPass;
    EXPECT_EQ(summary(run, "o"), "\nPASS  T (0.0 s)\n  report: o/report.html\n");
}

TEST(Summary, OfAControlExperimentSaysInOneLineWhoIsAtFault) {
    scenario::Run run;
    run.title = "T";
    run.verdict = verdict::Verdict::kPass;
    run.comparison = {"router", nullptr, {verdict::Culprit::kRouter, "the router: it lacks a driver"}};
    EXPECT_EQ(summary(run, "o"),
              "\nPASS  T (0.0 s)\n  control: the router: it lacks a driver\n  report: o/report.html\n");
}

scenario::Run ended(const std::string& scenario, verdict::Verdict verdict, const std::string& cause) {
    scenario::Run run;
    run.scenario = scenario;
    run.verdict = verdict;
    run.cause = cause;
    return run;
}

TEST(Summary, OfSeveralRunsHasALineForEach) {
    EXPECT_EQ(summary({ended("brownout", verdict::Verdict::kPass, ""),
                       ended("sag", verdict::Verdict::kSkipped, "the bench cannot do vbus for fault sag")}),
              "\nPASS     brownout\n"
              "SKIPPED  sag: the bench cannot do vbus for fault sag\n"
              "2 scenarios: 1 skipped 1 pass\n");
}

TEST(Worst, IsTheRoutersFailureBeforeTheRigs) {
    const scenario::Run pass = ended("a", verdict::Verdict::kPass, "");
    const scenario::Run skipped = ended("b", verdict::Verdict::kSkipped, "");
    const scenario::Run error = ended("c", verdict::Verdict::kError, "");
    const scenario::Run fail = ended("d", verdict::Verdict::kFail, "");
    EXPECT_EQ(worst({pass, fail, error, skipped}), verdict::Verdict::kFail);
    EXPECT_EQ(worst({pass, error, skipped}), verdict::Verdict::kError);
    EXPECT_EQ(worst({pass, skipped}), verdict::Verdict::kSkipped);
    EXPECT_EQ(worst({pass}), verdict::Verdict::kPass);
}

}  // namespace
}  // namespace tetherlab::cli
