// SPDX-License-Identifier: Apache-2.0
#include "harness/history/listing.hpp"

#include "harness/history/revision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tetherlab::history {
namespace {

using verdict::Verdict;

// What goes into one line of a listing: the first one of it.
std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

class Cell {
public:
    void count(const Tally& tally) { counts_[tally.verdict] += tally.count; }

    std::string text() const {
        const std::int64_t passed = of(Verdict::kPass);
        const std::int64_t judged = passed + of(Verdict::kFail);
        if (judged == 0) return of(Verdict::kError) > 0 ? "error" : "skip";
        if (passed == judged) return "pass";
        return passed == 0 ? "fail" : fmt::format("{}/{}", passed, judged);
    }

private:
    std::int64_t of(Verdict verdict) const {
        const auto found = counts_.find(verdict);
        return found == counts_.end() ? 0 : found->second;
    }

    std::map<Verdict, std::int64_t> counts_;
};

struct Older {
    bool operator()(const std::string& a, const std::string& b) const { return older(a, b); }
};

using Row = std::map<std::string, Cell, Older>;  // by revision

std::size_t longest(std::size_t least, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) least = std::max(least, text.size());
    return least;
}

std::string trimmed(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
}

}  // namespace

std::string listing(std::span<const Result> results) {
    std::vector<std::string> names;
    for (const Result& result : results) names.push_back(result.scenario);
    const std::size_t width = longest(0, names);
    std::string text;
    for (const Result& result : results) {
        const std::string snapshot = result.revision.empty() ? "-" : short_revision(result.revision);
        text += trimmed(fmt::format("{}  {:7}  {:{}}  {:8}  {:8}  {}", result.started,
                                    verdict::to_text(result.verdict), result.scenario, width, snapshot,
                                    result.bench, first_line(result.evidence)));
    }
    return text;
}

std::string plot(std::span<const Tally> tallies, std::size_t width) {
    constexpr std::size_t kGap = 2;
    constexpr std::size_t kNarrowest = 5;  // "error"
    std::map<std::string, Row> rows;
    std::map<std::string, std::string, Older> columns;
    for (const Tally& tally : tallies) {
        rows[tally.scenario][tally.revision].count(tally);
        columns[tally.revision] = short_revision(tally.revision);
    }
    std::vector<std::string> names, heads;
    for (const auto& [name, row] : rows) names.push_back(name);
    for (const auto& [revision, head] : columns) heads.push_back(head);
    const std::size_t name_width = longest(std::string_view("scenario").size(), names);
    const std::size_t cell_width = longest(kNarrowest, heads) + kGap;
    const std::size_t room = width > name_width ? (width - name_width) / cell_width : 0;
    while (columns.size() > std::max<std::size_t>(room, 1)) columns.erase(columns.begin());

    std::string head = fmt::format("{:{}}", "scenario", name_width);
    for (const auto& [revision, name] : columns) head += fmt::format("  {:{}}", name, cell_width - kGap);
    std::string text = trimmed(head);
    for (const auto& [name, row] : rows) {
        std::string line = fmt::format("{:{}}", name, name_width);
        for (const auto& [revision, column] : columns) {
            const auto cell = row.find(revision);
            line += fmt::format("  {:{}}", cell == row.end() ? "" : cell->second.text(), cell_width - kGap);
        }
        text += trimmed(line);
    }
    return text;
}

}  // namespace tetherlab::history
