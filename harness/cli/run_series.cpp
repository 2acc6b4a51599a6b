// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/run_series.hpp"

#include "harness/cli/repetitions.hpp"
#include "harness/cli/results.hpp"
#include "harness/cli/shared_temporary_folder.hpp"
#include "harness/cli/side_by_side.hpp"
#include "harness/report/bench_table.hpp"

#include <fmt/format.h>

#include <mutex>
#include <optional>
#include <span>

namespace tetherlab::cli {
namespace {

constexpr int kTries = 3;  // of a run that has no bench

// A run of the series; runs are counted from 0.
struct Turn {
    const Inputs& in;
    int round;  // from 1
    std::filesystem::path out;
};

Turn turn_of(const Series& series, std::size_t run) {
    const Inputs& in = series.inputs[run % series.inputs.size()];
    const int round = static_cast<int>(run / series.inputs.size()) + 1;
    return {in, round, numbered(in.out, round, series.repeat)};
}

std::string name_of(const Turn& turn, const Series& series) {
    if (series.repeat == 1) return turn.in.scenario.name;
    return fmt::format("{} {}", turn.in.scenario.name, numbered({}, turn.round, series.repeat).string());
}

void record(const Series& series, const history::Result& result) {
    if (series.results != nullptr) series.results->add(std::span(&result, 1));
}

// Runs of a series that end in any order.
class Collected {
public:
    explicit Collected(const Series& series) : series_(series), runs_(series.runs()), tries_(series.runs()) {}

    Ran put(std::size_t number, const history::Result& result, scenario::Run run) {
        const std::scoped_lock lock(mutex_);
        const Ended how = ended(result);
        if (how == Ended::kNotMade && ++tries_[number] < kTries && !series_.stop.stop_requested())
            return {how, true};
        record(series_, result);
        runs_[number] = std::move(run);
        return {how, false};
    }

    std::vector<scenario::Run> take() {
        std::vector<scenario::Run> all;
        for (std::optional<scenario::Run>& run : runs_)
            if (run) all.push_back(std::move(*run));
        return all;
    }

private:
    const Series& series_;
    std::mutex mutex_;
    std::vector<std::optional<scenario::Run>> runs_;
    std::vector<int> tries_;
};

}  // namespace

std::vector<scenario::Run> run_one_by_one(const Series& series) {
    std::vector<scenario::Run> runs;
    for (std::size_t number = 0; number < series.runs(); ++number) {
        if (!runs.empty() && series.stop.stop_requested()) break;
        const Turn turn = turn_of(series, number);
        runs.push_back(reported_run(turn.in, turn.out, series.snapshot, series.stop));
        record(series, result_of(turn.in, runs.back(), turn.out));
    }
    return runs;
}

std::vector<scenario::Run> run_side_by_side(const Series& series, std::size_t benches) {
    const SharedTemporaryFolder temporary;
    report::BenchTable table(stderr, report::terminal_of_standard_error(), benches);
    Collected collected(series);
    const auto run = [&](std::size_t bench, std::size_t number) -> Ran {
        if (series.stop.stop_requested()) return {Ended::kJudged, false};
        const Turn turn = turn_of(series, number);
        scenario::Run done = reported_run_among_others(
            turn.in, turn.out, series.snapshot, table.begin(bench, name_of(turn, series)), series.stop);
        const history::Result result = result_of(turn.in, done, turn.out);
        table.end(bench, outcome_text(result));
        return collected.put(number, result, std::move(done));
    };
    side_by_side(series.runs(), benches, {run, [&](std::size_t bench) { table.take_out(bench); }});
    table.finish();
    return collected.take();
}

}  // namespace tetherlab::cli
