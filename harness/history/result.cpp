// SPDX-License-Identifier: Apache-2.0
#include "harness/history/result.hpp"

#include <fmt/format.h>

namespace tetherlab::history {
namespace {

using verdict::Verdict;

bool went_wrong(Verdict verdict) {
    return verdict == Verdict::kFail || verdict == Verdict::kError;
}

std::string line_of(const scenario::Check& check) {
    if (!check.reason.empty()) return fmt::format("{}: {}", check.name, check.reason);
    return fmt::format("{}: expected {}, got {}", check.name, check.expected, check.got);
}

}  // namespace

std::string first_evidence(const scenario::Run& run) {
    if (run.verdict == Verdict::kPass) return "";
    for (const scenario::StepResult& step : run.steps) {
        for (const scenario::Check& check : step.checks) {
            if (went_wrong(check.verdict)) return line_of(check);
        }
        if (went_wrong(step.verdict)) return fmt::format("{}: {}", step.name, step.reason);
    }
    return run.cause;
}

Result result_of(const scenario::Run& run, const Circumstances& circumstances) {
    Result result{.started = run.started,
                  .run = run.id,
                  .scenario = run.scenario,
                  .hotspot = run.hotspot,
                  .image = circumstances.image.file.string(),
                  .revision = circumstances.image.revision,
                  .sha256 = circumstances.image.sha256,
                  .bench = circumstances.bench,
                  .cause = run.cause,
                  .evidence = first_evidence(run),
                  .report = circumstances.report.string(),
                  .seed = static_cast<std::int64_t>(run.seed),
                  .verdict = run.verdict,
                  .diagnoses = {},
                  .took = run.took};
    for (const verdict::Diagnosis& diagnosis : run.diagnoses) result.diagnoses.push_back(diagnosis.code);
    return result;
}

}  // namespace tetherlab::history
