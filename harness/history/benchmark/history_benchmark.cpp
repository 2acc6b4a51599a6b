// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/history/database.hpp"
#include "harness/history/result_lines.hpp"
#include "harness/history/tests/sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

// How long a question to 100,000 results takes: asked of the database, and of the same results as JSON lines
// in a file, which is what one would do without a database. Each figure is the median of several.
namespace {

using namespace tetherlab;
using history::Filter;
using history::Result;

constexpr int kResults = 100'000;
constexpr int kTimes = 5;
constexpr std::int64_t kPage = 50;

double median_ms(const std::function<void()>& work) {
    std::vector<double> times;
    for (int i = 0; i < kTimes; ++i) {
        const auto start = base::Clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::milli>(base::Clock::now() - start).count());
    }
    std::nth_element(times.begin(), times.begin() + kTimes / 2, times.end());
    return times[kTimes / 2];
}

bool matches(const Result& result, const Filter& filter) {
    return (filter.scenario.empty() || filter.scenario == result.scenario) &&
           (filter.revision.empty() || filter.revision == result.revision) &&
           (filter.bench.empty() || filter.bench == result.bench);
}

std::size_t scan(const std::filesystem::path& file, const Filter& filter) {
    const std::vector<Result> all = history::parse_lines(base::read_file(file), file.string());
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [&](const Result& result) { return matches(result, filter); }));
}

}  // namespace

int main() {
    const base::TemporaryFolder folder;
    const std::filesystem::path lines = folder.path() / "results.jsonl";
    history::Database database(folder.path() / "results.sqlite");
    const std::vector<Result> results = history::testing::samples(kResults);
    database.add(results);
    base::write_file(lines, history::to_lines(results));

    const double scanned = median_ms([&] { scan(lines, {.scenario = "scenario-3"}); });
    const auto report = [scanned](const char* what, const std::function<void()>& work) {
        const double asked = median_ms(work);
        fmt::print("{:44} {:8.2f} ms  {:8.0f}x\n", what, asked, scanned / asked);
    };
    fmt::print("{:44} {:8.2f} ms  {:>9}\n", "read 100,000 results as JSON lines", scanned, "1x");
    report("newest 50 of all", [&] { database.find({}, kPage); });
    report("newest 50 of a scenario", [&] { database.find({.scenario = "scenario-3"}, kPage); });
    report("newest 50 of a snapshot", [&] { database.find({.revision = "r90007-7e7be71ab1"}, kPage); });
    report("newest 50 of scenario, snapshot and bench", [&] {
        database.find({.scenario = "scenario-3", .revision = "r90007-7e7be71ab1", .bench = "bench-1"}, kPage);
    });
    report("all 2,000 of a snapshot", [&] { database.find({.revision = "r90007-7e7be71ab1"}); });
    report("plot: every snapshot and scenario", [&] { database.tallies({}); });
    report("plot of a bench", [&] { database.tallies({.bench = "bench-1"}); });
}
