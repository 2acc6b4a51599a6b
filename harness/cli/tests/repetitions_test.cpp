// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/repetitions.hpp"

#include <gtest/gtest.h>

namespace tetherlab::cli {
namespace {

using namespace std::chrono_literals;
using verdict::Verdict;

scenario::Run ended(const std::string& scenario, Verdict verdict, scenario::Time took,
                    const std::string& cause = "") {
    scenario::Run run;
    run.scenario = scenario;
    run.verdict = verdict;
    run.took = took;
    run.cause = cause;
    return run;
}

TEST(Repetitions, HaveNumberedFolders) {
    EXPECT_EQ(numbered("out/brownout", 1, 1), "out/brownout");
    EXPECT_EQ(numbered("out/brownout", 3, 9), "out/brownout/3");
    EXPECT_EQ(numbered("out/brownout", 3, 20), "out/brownout/03");
    EXPECT_EQ(numbered("out/brownout", 20, 20), "out/brownout/20");
}

TEST(Repetitions, AreCountedByScenario) {
    EXPECT_EQ(table({ended("dhcp-nak", Verdict::kPass, 30s), ended("sag", Verdict::kSkipped, 0s, "no vbus"),
                     ended("dhcp-nak", Verdict::kFail, 50s, "lease: expected 192.168.1.0/24, got none"),
                     ended("sag", Verdict::kSkipped, 0s, "no vbus"), ended("dhcp-nak", Verdict::kPass, 31s)},
                    10),
              "\nscenario  pass  fail  error  skipped  median s\n"
              "dhcp-nak     2     1      0        0      31.0\n"
              "sag          0     0      0        2       0.0\n"
              "fail in dhcp-nak 02: lease: expected 192.168.1.0/24, got none\n"
              "skipped in sag 01: no vbus\n"
              "skipped in sag 02: no vbus\n");
}

TEST(Repetitions, MakeRoomForALongName) {
    EXPECT_EQ(
        table({ended("address-failure", Verdict::kPass, 1s), ended("address-failure", Verdict::kPass, 2s)},
              2),
        "\nscenario         pass  fail  error  skipped  median s\n"
        "address-failure     2     0      0        0       2.0\n");
}

}  // namespace
}  // namespace tetherlab::cli
