// SPDX-License-Identifier: Apache-2.0
#include "harness/report/html.hpp"

#include "harness/report/tests/example_run.hpp"

#include <gmock/gmock.h>

namespace tetherlab::report {
namespace {

using event::Kind;
using std::chrono::milliseconds;
using testing::HasSubstr;
using testing::Not;

TEST(Html, StartsWithTheVerdictAndItsCause) {
    const std::string page = report_html(failed_run(), {});
    EXPECT_THAT(page, HasSubstr("<span class=\"badge fail\">fail</span>"));
    EXPECT_THAT(page,
                HasSubstr("<div class=\"card cause fail\">driver: expected rndis_host, got none</div>"));
}

TEST(Html, ShowsTheDiagnosisWithItsEvidence) {
    const std::string page = report_html(failed_run(), {});
    EXPECT_THAT(page, HasSubstr("kmod-usb-net-rndis is not installed"));
    EXPECT_THAT(page, HasSubstr("<pre>Driver=(none)\n</pre>"));
}

TEST(Html, HasTheTimelineForItsScript) {
    const std::string page =
        report_html(failed_run(), {{milliseconds(0), Kind::kStepBegin, "flash", {}},
                                   {milliseconds(5000), Kind::kStepEnd, "flash", {{"outcome", "ok"}}}});
    EXPECT_THAT(page, HasSubstr("<script type=\"application/json\" id=\"run\">"
                                R"({"curves":[],"end":5.0,"lanes":[{"marks":[],"name":"flash",)"));
}

TEST(Html, KnowsTheMomentOfEachConsoleLine) {
    EXPECT_THAT(
        report_html(failed_run(), {{milliseconds(2500), Kind::kConsoleLine, "", {{"text", "usb 1-1"}}}}),
        HasSubstr("<span data-at=\"2.500000\">[     2.500] usb 1-1\n</span>"));
}

TEST(Html, ShowsEachEventOfAReplayWithItsDeviation) {
    const std::string page = report_html(replayed_run(), {});
    EXPECT_THAT(page,
                HasSubstr("<td>hub failed to enable device, error -22</td><td class=\"n\">1.857</td><td "
                          "class=\"n\">1.857</td><td class=\"n\">1.818</td><td class=\"n\">-39</td>"
                          "<td>error -71</td>"));
    EXPECT_THAT(page, HasSubstr("<p>compressed 20 times</p>"));
}

TEST(Html, HasTheComparisonWithTheProfileAsEvidence) {
    const std::string page = report_html(verified_run(), {});
    EXPECT_THAT(page,
                HasSubstr("usb: verified: what the router read of the hotspot, and its profile: differs in "
                          "1 of 1 fields: bcdDevice 2.23, got 2.24"));
    EXPECT_THAT(page, HasSubstr("&gt;&gt; bcdDevice  2.23      2.24\n"));
}

TEST(Html, ShowsTheRunsOfAControlExperimentSideBySide) {
    const std::string page = report_html(compared_run(), {});
    EXPECT_THAT(page, HasSubstr("<strong>the router: only it lacks a driver</strong>"));
    EXPECT_THAT(page, HasSubstr("The control is a router with every USB network driver."));
    EXPECT_THAT(page,
                HasSubstr("<td>WAN at the end</td><td class=\"fail\">fail</td><td>the client got no "
                          "answer in time</td><td class=\"pass\">pass</td><td>the client got 204</td>"));
    EXPECT_THAT(page, HasSubstr("<td>driver: rndis_host</td><td class=\"fail\">fail</td><td>none</td>"
                                "<td class=\"pass\">pass</td><td>rndis_host</td>"));
    EXPECT_THAT(page, HasSubstr("<td>its own</td><td></td><td>standin-all-kmods-sysupgrade.bin: "
                                "kmod-usb-net-cdc-ether, kmod-usb-net-rndis</td>"));
}

TEST(Html, LeavesTheOtherSideEmptyForAStepOfTheControlAlone) {
    EXPECT_THAT(report_html(compared_run(), {}),
                HasSubstr("<tr><td>flash</td><td></td><td></td><td class=\"pass\">pass</td><td></td></tr>"));
}

TEST(Html, OfARunWithoutAControlDoesNotSpeakOfOne) {
    EXPECT_THAT(report_html(failed_run(), {}), Not(HasSubstr("Control experiment")));
}

TEST(Html, DoesNotLetTheRouterWriteMarkup) {
    const std::string page = report_html(
        failed_run(), {{milliseconds(0), Kind::kConsoleLine, "", {{"text", "<script>alert(1)</script>"}}}});
    EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
    EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

TEST(Html, ForbidsItselfEveryRequest) {
    EXPECT_THAT(report_html(failed_run(), {}), HasSubstr("content=\"default-src 'none'; "));
}

}  // namespace
}  // namespace tetherlab::report
