// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/repetitions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::cli {
namespace {

using verdict::Verdict;

// One scenario's runs, in the order of their numbers.
struct Repeated {
    std::string scenario;
    std::vector<const scenario::Run*> runs;

    long count(Verdict verdict) const {
        return std::count_if(runs.begin(), runs.end(),
                             [verdict](const scenario::Run* run) { return run->verdict == verdict; });
    }

    double median_seconds() const {
        std::vector<scenario::Time> times;
        for (const scenario::Run* run : runs) times.push_back(run->took);
        const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
        std::nth_element(times.begin(), middle, times.end());
        return static_cast<double>(middle->count()) / 1e6;
    }
};

std::vector<Repeated> by_scenario(const std::vector<scenario::Run>& runs) {
    std::vector<Repeated> all;
    for (const scenario::Run& run : runs) {
        auto own = std::find_if(all.begin(), all.end(),
                                [&](const Repeated& known) { return known.scenario == run.scenario; });
        if (own == all.end()) own = all.insert(all.end(), {run.scenario, {}});
        own->runs.push_back(&run);
    }
    return all;
}

std::string number_text(std::size_t number, int count) {
    return fmt::format("{:0{}}", number, fmt::formatted_size("{}", count));
}

std::string row(const Repeated& own, std::size_t width) {
    return fmt::format("{:{}}  {:4}  {:4}  {:5}  {:7}  {:8.1f}\n", own.scenario, width,
                       own.count(Verdict::kPass), own.count(Verdict::kFail), own.count(Verdict::kError),
                       own.count(Verdict::kSkipped), own.median_seconds());
}

}  // namespace

std::filesystem::path numbered(const std::filesystem::path& base, int number, int count) {
    return count == 1 ? base : base / number_text(static_cast<std::size_t>(number), count);
}

std::string table(const std::vector<scenario::Run>& runs, int count) {
    const std::vector<Repeated> all = by_scenario(runs);
    std::size_t width = std::string_view("scenario").size();
    for (const Repeated& own : all) width = std::max(width, own.scenario.size());

    std::string text = fmt::format("\n{:{}}  pass  fail  error  skipped  median s\n", "scenario", width);
    for (const Repeated& own : all) text += row(own, width);
    for (const Repeated& own : all) {
        for (std::size_t i = 0; i < own.runs.size(); ++i) {
            const scenario::Run& run = *own.runs[i];
            if (run.verdict == Verdict::kPass) continue;
            text += fmt::format("{} in {} {}: {}\n", verdict::to_text(run.verdict), run.scenario,
                                number_text(i + 1, count), run.cause);
        }
    }
    return text;
}

}  // namespace tetherlab::cli
