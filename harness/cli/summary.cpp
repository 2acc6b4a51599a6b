// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace tetherlab::cli {
namespace {

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
    return text + fmt::format("  report: {}\n", (out / "report.html").string());
}

}  // namespace tetherlab::cli
