// SPDX-License-Identifier: Apache-2.0
#include "harness/report/live.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>

namespace tetherlab::report {
namespace {

using event::Kind;
using std::chrono::microseconds;

// What a plain (not interactive) Live prints for these events.
std::string shown(const std::function<void(Live&)>& feed) {
    char* text = nullptr;
    std::size_t size = 0;
    std::FILE* out = ::open_memstream(&text, &size);
    {
        Live live(out, Terminal::kPlain);
        feed(live);
    }
    std::fclose(out);
    std::string result(text, size);
    std::free(text);
    return result;
}

TEST(Live, ShowsAFinishedStepWithItsTime) {
    EXPECT_EQ(shown([](Live& live) {
                  live.on({microseconds(1'000'000), Kind::kStepBegin, "boot", {}});
                  live.on({microseconds(3'500'000), Kind::kStepEnd, "boot", {{"outcome", "ok"}}});
              }),
              "    3.5 s  done  boot (2.5 s)\n");
}

TEST(Live, ShowsWhyAStepFailed) {
    EXPECT_EQ(shown([](Live& live) {
                  live.on({microseconds(0), Kind::kStepBegin, "flash", {}});
                  live.on({microseconds(2'000'000),
                           Kind::kStepEnd,
                           "flash",
                           {{"outcome", "failed"}, {"reason", "no prompt"}}});
              }),
              "    2.0 s  FAIL  flash (2.0 s): no prompt\n");
}

TEST(Live, ShowsExpectedAndGotOfAFailedAssertion) {
    EXPECT_EQ(shown([](Live& live) {
                  live.on({microseconds(0),
                           Kind::kVerdict,
                           "driver",
                           {{"verdict", "fail"}, {"expected", "rndis_host"}, {"got", "none"}}});
              }),
              "    0.0 s  FAIL  driver: none (expected rndis_host)\n");
}

TEST(Live, ShowsWhatAFaultDoes) {
    EXPECT_EQ(shown([](Live& live) {
                  live.on({microseconds(1'000'000), Kind::kFault, "brownout", {{"what", "fired"}}});
                  live.on({microseconds(1'100'000),
                           Kind::kFault,
                           "brownout",
                           {{"what", "note"}, {"text", "power off"}}});
              }),
              "    1.0 s  fault brownout fired\n    1.1 s  fault brownout note: power off\n");
}

TEST(Live, IgnoresTheEndOfAStepItNeverSaw) {
    EXPECT_EQ(shown([](Live& live) {
                  live.on({microseconds(0), Kind::kStepEnd, "x", {{"outcome", "ok"}}});
              }),
              "");
}

}  // namespace
}  // namespace tetherlab::report
