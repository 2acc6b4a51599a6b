// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <vector>

namespace tetherlab::cli {

// How a run ended, as far as the bench is concerned.
enum class Ended {
    kJudged,   // it says something about the router
    kBroke,    // the rig went wrong
    kNotMade,  // there was no bench to run on
};

// Which of several benches runs what. Lines come in their order, each on one bench at a time and as often as
// it takes. What one bench broke another one tries, while there is another. A bench that cannot be made, or
// breaks kBreaks times in a row, is taken out, but never the last one. Pure: the caller runs.
class Schedule {
public:
    static constexpr std::size_t kBreaks = 3;

    Schedule(std::size_t lines, std::size_t benches) : lines_(lines), benches_(benches) {}

    // The line that the bench takes up now; nothing while there is none for it.
    std::optional<std::size_t> take(std::size_t bench);

    // What came of the line that it took, and whether that has to be run again.
    void put(std::size_t bench, Ended ended, bool again);

    bool is_out(std::size_t bench) const { return benches_[bench].out; }

    // Whether all lines are through.
    bool over() const;

private:
    struct Line {
        bool running = false;
        bool through = false;
        std::set<std::size_t> broken_on;
    };

    struct Bench {
        std::optional<std::size_t> line;
        std::size_t breaks = 0;  // in a row
        bool out = false;
    };

    bool may_take(const Line& line, std::size_t bench) const;
    std::size_t left() const;

    std::vector<Line> lines_;
    std::vector<Bench> benches_;
};

}  // namespace tetherlab::cli
