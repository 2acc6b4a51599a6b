// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/side_by_side.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/testing/error_of.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <barrier>
#include <latch>
#include <mutex>
#include <utility>
#include <vector>

namespace tetherlab::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr std::size_t kBad = 1;  // the bench that goes wrong

const Ran kDone{Ended::kJudged, false};

// Benches that only write down what they did.
class SideBySide : public ::testing::Test {
protected:
    void work(std::size_t lines, std::size_t benches,
              const std::function<Ran(std::size_t, std::size_t)>& run) {
        side_by_side(lines, benches,
                     {[&](std::size_t bench, std::size_t line) {
                          const Ran ran = run(bench, line);
                          const std::scoped_lock lock(mutex_);
                          if (ran.ended == Ended::kJudged) judged_.emplace_back(bench, line);
                          return ran;
                      },
                      [this](std::size_t bench) { out_.push_back(bench); }});
    }

    std::vector<std::size_t> judged_lines() const {
        std::vector<std::size_t> lines;
        for (const auto& [bench, line] : judged_) lines.push_back(line);
        return lines;
    }

    std::mutex mutex_;
    std::vector<std::pair<std::size_t, std::size_t>> judged_;  // bench, line
    std::vector<std::size_t> out_;
};

TEST_F(SideBySide, TwoLinesRunAtOnce) {
    std::barrier both(2);  // passed only by two at once
    work(2, 2, [&](std::size_t, std::size_t) {
        both.arrive_and_wait();
        return kDone;
    });
    EXPECT_THAT(judged_lines(), UnorderedElementsAre(0u, 1u));
}

TEST_F(SideBySide, OneBenchRunsThemInTheirOrder) {
    work(3, 1, [](std::size_t, std::size_t) { return kDone; });
    EXPECT_THAT(judged_lines(), ElementsAre(0u, 1u, 2u));
}

TEST_F(SideBySide, WhatAFailingBenchHadToDoTheOtherOneDoes) {
    std::latch bad_began(1);
    work(4, 2, [&](std::size_t bench, std::size_t) {
        if (bench == kBad) {
            bad_began.count_down();
            return Ran{Ended::kNotMade, true};
        }
        bad_began.wait();
        return kDone;
    });
    EXPECT_THAT(judged_lines(), UnorderedElementsAre(0u, 1u, 2u, 3u));
    EXPECT_THAT(out_, ElementsAre(kBad));
}

TEST_F(SideBySide, ALineThatBreaksEveryBenchTakesNoneOut) {
    std::atomic<int> tries = 0;
    work(1, 3, [&](std::size_t, std::size_t) { return Ran{Ended::kBroke, ++tries < 3}; });
    EXPECT_EQ(tries, 3);
    EXPECT_THAT(out_, IsEmpty());
}

TEST_F(SideBySide, AfterAnExceptionNothingMoreBegins) {
    std::atomic<int> begun = 0;
    EXPECT_EQ(base::testing::error_of([&] {
                  work(5, 1, [&](std::size_t, std::size_t) -> Ran {
                      ++begun;
                      throw base::Error("run", "d53", "asked to stop");
                  });
              }),
              "run d53: asked to stop");
    EXPECT_EQ(begun, 1);
}

}  // namespace
}  // namespace tetherlab::cli
