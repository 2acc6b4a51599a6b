// SPDX-License-Identifier: Apache-2.0
#include "harness/report/junit.hpp"

#include "harness/report/tests/example_run.hpp"

#include <gtest/gtest.h>

namespace tetherlab::report {
namespace {

TEST(JUnit, CountsChecksAndStepsByTheirVerdict) {
    EXPECT_EQ(junit_xml(failed_run()),
              R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="d53" timestamp="2026-01-31T12:00:00Z" tests="3" failures="1" errors="0" skipped="1" time="61.500">
    <testcase classname="d53" name="plug" file="d53.yaml:8:5" time="1.000"></testcase>
    <testcase classname="d53" name="driver: rndis_host" file="d53.yaml:10:9" time="20.000">
      <failure message="expected rndis_host, got none">expected rndis_host, got none</failure>
    </testcase>
    <testcase classname="d53" name="unplug" file="" time="0.000">
      <skipped message="an assertion before it failed"/>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST(JUnit, ReportsARigProblemAsAnErrorAndNotAsAFailure) {
    scenario::Run run = failed_run();
    run.steps.resize(1);
    run.steps[0].verdict = verdict::Verdict::kError;
    run.steps[0].reason = "gadget VM: ended with status 137";
    EXPECT_NE(junit_xml(run).find("<error message=\"gadget VM: ended with status 137\">"), std::string::npos);
    EXPECT_NE(junit_xml(run).find("failures=\"0\" errors=\"1\""), std::string::npos);
}

}  // namespace
}  // namespace tetherlab::report
