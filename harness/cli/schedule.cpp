// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/schedule.hpp"

#include <algorithm>

namespace tetherlab::cli {

std::optional<std::size_t> Schedule::take(std::size_t bench) {
    if (is_out(bench)) return std::nullopt;
    const auto line =
        std::find_if(lines_.begin(), lines_.end(), [&](const Line& one) { return may_take(one, bench); });
    if (line == lines_.end()) return std::nullopt;
    line->running = true;
    benches_[bench].line = static_cast<std::size_t>(line - lines_.begin());
    return benches_[bench].line;
}

void Schedule::put(std::size_t bench, Ended ended, bool again) {
    Bench& own = benches_[bench];
    Line& line = lines_[own.line.value()];
    own.line.reset();
    line.running = false;
    line.through = !again;
    if (ended == Ended::kJudged) {
        own.breaks = 0;
        return;
    }
    line.broken_on.insert(bench);
    ++own.breaks;
    own.out = left() > 1 && (ended == Ended::kNotMade || own.breaks >= kBreaks);
}

bool Schedule::over() const {
    return std::all_of(lines_.begin(), lines_.end(), [](const Line& line) { return line.through; });
}

// A bench that broke it takes it only when all that are left did.
bool Schedule::may_take(const Line& line, std::size_t bench) const {
    if (line.running || line.through) return false;
    if (!line.broken_on.contains(bench)) return true;
    for (std::size_t other = 0; other < benches_.size(); ++other) {
        if (!is_out(other) && !line.broken_on.contains(other)) return false;
    }
    return true;
}

std::size_t Schedule::left() const {
    return static_cast<std::size_t>(
        std::count_if(benches_.begin(), benches_.end(), [](const Bench& bench) { return !bench.out; }));
}

}  // namespace tetherlab::cli
