// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace tetherlab::cli {
namespace {

using verdict::Verdict;

constexpr std::array kWorstFirst{Verdict::kFail, Verdict::kError, Verdict::kSkipped, Verdict::kPass};

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text;
}

}  // namespace

std::string summary(const scenario::Run& run, const std::filesystem::path& out) {
    const double seconds = static_cast<double>(run.took.count()) / 1e6;
    std::string text =
        fmt::format("\n{}  {} ({:.1f} s)\n", upper(verdict::to_text(run.verdict)), run.title, seconds);
    if (!run.cause.empty()) text += fmt::format("  {}\n", run.cause);
    for (const verdict::Diagnosis& diagnosis : run.diagnoses) {
        text += fmt::format("  diagnosis: {}\n             {}\n", diagnosis.sentence, diagnosis.advice);
    }
    if (run.comparison) text += fmt::format("  control: {}\n", run.comparison->conclusion.sentence);
    return text + fmt::format("  report: {}\n", (out / "report.html").string());
}

std::string summary(const std::vector<scenario::Run>& runs) {
    std::string text = "\n";
    for (const scenario::Run& run : runs) {
        text += fmt::format("{:7}  {}{}{}\n", upper(verdict::to_text(run.verdict)), run.scenario,
                            run.cause.empty() ? "" : ": ", run.cause);
    }
    text += fmt::format("{} scenarios:", runs.size());
    for (const Verdict verdict : kWorstFirst) {
        const auto count = std::count_if(
            runs.begin(), runs.end(), [verdict](const scenario::Run& run) { return run.verdict == verdict; });
        if (count > 0) text += fmt::format(" {} {}", count, verdict::to_text(verdict));
    }
    return text + "\n";
}

Verdict worst(const std::vector<scenario::Run>& runs) {
    const auto found = std::find_if(kWorstFirst.begin(), kWorstFirst.end(), [&](Verdict verdict) {
        return std::any_of(runs.begin(), runs.end(),
                           [verdict](const scenario::Run& run) { return run.verdict == verdict; });
    });
    return found == kWorstFirst.end() ? Verdict::kSkipped : *found;
}

}  // namespace tetherlab::cli
