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

}  // namespace
}  // namespace tetherlab::cli
