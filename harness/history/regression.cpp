// SPDX-License-Identifier: Apache-2.0
#include "harness/history/regression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tetherlab::history {
namespace {

using verdict::Verdict;

constexpr std::array kWorstFirst{Change::kBroken, Change::kRig,       Change::kFlaky,
                                 Change::kFixed,  Change::kNotJudged, Change::kUnchanged};

std::size_t count(const Attempts& attempts, Verdict verdict) {
    return static_cast<std::size_t>(
        std::count_if(attempts.begin(), attempts.end(),
                      [verdict](const Result& result) { return result.verdict == verdict; }));
}

bool is_judged(Standing standing) {
    return standing == Standing::kPassed || standing == Standing::kFailed || standing == Standing::kFlaky;
}

// What the first run that ended so has as evidence, on one line; empty when none did.
std::string evidence_of(const Attempts& attempts, Verdict verdict) {
    const auto found = std::find_if(attempts.begin(), attempts.end(),
                                    [verdict](const Result& result) { return result.verdict == verdict; });
    return found == attempts.end() ? "" : found->evidence.substr(0, found->evidence.find('\n'));
}

std::string name_of(const Cell& cell) {
    return fmt::format("{} ({})", cell.scenario, cell.hotspot);
}

std::string runs_text(const Attempts& attempts) {
    std::string text;
    for (const Result& result : attempts) {
        text += fmt::format("{}{}", text.empty() ? "" : ",", verdict::to_text(result.verdict));
    }
    return text.empty() ? "none" : text;
}

}  // namespace

Standing standing_of(const Attempts& attempts) {
    const bool passed = count(attempts, Verdict::kPass) > 0;
    const bool failed = count(attempts, Verdict::kFail) > 0;
    if (passed && failed) return Standing::kFlaky;
    if (passed) return Standing::kPassed;
    if (failed) return Standing::kFailed;
    if (count(attempts, Verdict::kSkipped) > 0) return Standing::kSkipped;
    return attempts.empty() ? Standing::kUnknown : Standing::kRig;
}

bool again(const Attempts& attempts) {
    if (count(attempts, Verdict::kError) >= kRigErrors) return false;
    switch (standing_of(attempts)) {
        case Standing::kUnknown:
        case Standing::kRig:
            return true;
        case Standing::kFailed:
            return count(attempts, Verdict::kFail) < kJudgements;
        case Standing::kPassed:
        case Standing::kFlaky:
        case Standing::kSkipped:
            return false;
    }
    return false;
}

const char* to_text(Change change) {
    switch (change) {
        case Change::kBroken:
            return "broken";
        case Change::kFixed:
            return "fixed";
        case Change::kFlaky:
            return "flaky";
        case Change::kUnchanged:
            return "unchanged";
        case Change::kRig:
            return "rig";
        case Change::kNotJudged:
            return "not judged";
    }
    return "unknown";
}

Change change_of(Standing before, Standing now) {
    if (before == Standing::kRig || now == Standing::kRig) return Change::kRig;
    if (!is_judged(before) || !is_judged(now)) return Change::kNotJudged;
    if (before == Standing::kFlaky || now == Standing::kFlaky) return Change::kFlaky;
    if (before == now) return Change::kUnchanged;
    return now == Standing::kFailed ? Change::kBroken : Change::kFixed;
}

Change change_of(const Row& row) {
    const Standing now = standing_of(row.now);
    // A failure among errors of the rig is not enough to call something broken.
    if (now == Standing::kFailed && count(row.now, Verdict::kFail) < kJudgements) return Change::kRig;
    return change_of(standing_of(row.before), now);
}

std::optional<Evidence> differing_evidence(const Row& row) {
    for (const Verdict verdict : {Verdict::kFail, Verdict::kError, Verdict::kSkipped}) {
        Evidence evidence{evidence_of(row.before, verdict), evidence_of(row.now, verdict)};
        if (evidence.now != evidence.before) return evidence;
    }
    return std::nullopt;
}

std::string difference(const Row& row) {
    const auto evidence = differing_evidence(row);
    if (!evidence) return "";
    return evidence->now.empty() ? "before: " + evidence->before : evidence->now;
}

std::string sums(std::span<const Row> rows) {
    std::string text;
    for (const Change change : kWorstFirst) {
        const auto sum = std::count_if(rows.begin(), rows.end(),
                                       [change](const Row& row) { return change_of(row) == change; });
        if (sum > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", sum, to_text(change));
    }
    return text;
}

std::vector<Row> worst_first(std::span<const Row> rows) {
    std::vector<Row> sorted(rows.begin(), rows.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const Row& a, const Row& b) {
        const auto place = [](const Row& row) {
            return std::find(kWorstFirst.begin(), kWorstFirst.end(), change_of(row));
        };
        return place(a) < place(b);
    });
    return sorted;
}

std::string table(std::span<const Row> rows) {
    std::size_t name = 0, before = std::string_view("before").size(), now = std::string_view("now").size();
    for (const Row& row : rows) {
        name = std::max(name, name_of(row.cell).size());
        before = std::max(before, runs_text(row.before).size());
        now = std::max(now, runs_text(row.now).size());
    }
    std::string text = fmt::format("{:10}  {:{}}  {:{}}  {:{}}  difference\n", "", "scenario", name, "before",
                                   before, "now", now);
    for (const Row& row : worst_first(rows)) {
        std::string line =
            fmt::format("{:10}  {:{}}  {:{}}  {:{}}  {}", to_text(change_of(row)), name_of(row.cell), name,
                        runs_text(row.before), before, runs_text(row.now), now, difference(row));
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text + sums(rows) + "\n";
}

int exit_code(std::span<const Row> rows) {
    const auto any = [rows](Change change) {
        return std::any_of(rows.begin(), rows.end(),
                           [change](const Row& row) { return change_of(row) == change; });
    };
    if (any(Change::kBroken)) return 1;
    return any(Change::kRig) ? 3 : 0;
}

}  // namespace tetherlab::history
