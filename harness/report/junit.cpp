// SPDX-License-Identifier: Apache-2.0
#include "harness/report/junit.hpp"

#include "harness/report/markup.hpp"
#include "harness/report/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace tetherlab::report {
namespace {

using verdict::Verdict;

struct Case {
    std::string name;
    std::string place;
    Verdict verdict;
    scenario::Time took;
    std::string message;
};

std::string message_of(const scenario::Check& check) {
    if (!check.reason.empty()) return check.reason;
    return fmt::format("expected {}, got {}", check.expected, check.got);
}

std::vector<Case> cases_of(const scenario::Run& run) {
    std::vector<Case> cases;
    for (const scenario::StepResult& step : run.steps) {
        if (step.checks.empty())
            cases.push_back({step.name, step.place, step.verdict, step.took, step.reason});
        for (const scenario::Check& check : step.checks) {
            cases.push_back({check.name, check.place, check.verdict, check.took, message_of(check)});
        }
    }
    return cases;
}

std::string outcome_of(const Case& item) {
    const std::string message = escape(item.message);
    switch (item.verdict) {
        case Verdict::kPass:
            return "";
        case Verdict::kFail:
            return fmt::format("\n      <failure message=\"{0}\">{0}</failure>\n    ", message);
        case Verdict::kError:
            return fmt::format("\n      <error message=\"{0}\">{0}</error>\n    ", message);
        case Verdict::kSkipped:
            return fmt::format("\n      <skipped message=\"{}\"/>\n    ", message);
    }
    return "";
}

}  // namespace

std::string junit_xml(const scenario::Run& run) {
    const std::vector<Case> cases = cases_of(run);
    const auto count = [&](Verdict verdict) {
        return std::count_if(cases.begin(), cases.end(), [&](const Case& c) { return c.verdict == verdict; });
    };
    std::string xml = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
        "  <testsuite name=\"{}\" timestamp=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\""
        " time=\"{:.3f}\">\n",
        escape(run.scenario), escape(run.started), cases.size(), count(Verdict::kFail),
        count(Verdict::kError), count(Verdict::kSkipped), seconds(run.took));
    for (const Case& item : cases) {
        xml += fmt::format(
            "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" time=\"{:.3f}\">{}</testcase>\n",
            escape(run.scenario), escape(item.name), escape(item.place), seconds(item.took),
            outcome_of(item));
    }
    return xml + "  </testsuite>\n</testsuites>\n";
}

}  // namespace tetherlab::report
