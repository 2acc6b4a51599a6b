// SPDX-License-Identifier: Apache-2.0
#include "harness/history/tests/sample.hpp"

#include <fmt/chrono.h>

namespace tetherlab::history::testing {

std::string time_after(int seconds) {
    constexpr std::time_t kFirst = 1'769'860'800;
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(kFirst + seconds));
}

Result sample(int number) {
    return {.started = time_after(number),
            .run = fmt::format("{:06x}", number),
            .scenario = "d53",
            .hotspot = "quanta-d53",
            .image = "/images/no-kmods.bin",
            .revision = "r90002-7e7be71ab1",
            .sha256 = std::string(64, 'a'),
            .bench = "virtual",
            .cause = "driver: expected rndis_host, got none",
            .evidence = "driver: rndis_host: expected \"rndis_host\",\ngot nothing",
            .report = "/out/d53",
            .seed = 7,
            .verdict = verdict::Verdict::kFail,
            .diagnoses = {"missing-kmod", "no-lease"},
            .took = std::chrono::microseconds(30'600'001)};
}

std::vector<Result> samples(int count) {
    std::vector<Result> results;
    for (int i = 0; i < count; ++i) {
        Result result = sample(i);
        const int snapshot = i % 50;
        result.scenario = fmt::format("scenario-{}", i / 50 % 20);
        result.revision = fmt::format("r{}-7e7be71ab1", 90'000 + snapshot);
        result.sha256 = fmt::format("{:064x}", snapshot);
        result.bench = fmt::format("bench-{}", i % 3);
        if (i % 7 != 0) result.verdict = verdict::Verdict::kPass;
        results.push_back(result);
    }
    return results;
}

}  // namespace tetherlab::history::testing
