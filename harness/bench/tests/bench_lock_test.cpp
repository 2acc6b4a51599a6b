// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/bench_lock.hpp"

#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/testing/error_of.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <optional>

namespace tetherlab::bench {
namespace {

using base::testing::error_of;

class BenchLockTest : public testing::Test {
protected:
    base::TemporaryFolder temporary;
    std::filesystem::path folder = temporary.path() / "benches/eth1";
};

TEST_F(BenchLockTest, KeepsABenchToOneRun) {
    const BenchLock lock(folder);
    EXPECT_EQ(error_of([&] { const BenchLock second(folder); }),
              fmt::format("use the bench at eth1: another run is on it, process {}", ::getpid()));
}

TEST_F(BenchLockTest, IsFreeAfterTheRun) {
    std::optional<BenchLock> lock(std::in_place, folder);
    lock.reset();
    lock.emplace(folder);
}

// What a run that was killed leaves: its lock went with it, its number stands there still.
TEST_F(BenchLockTest, OfARunThatIsGoneIsTakenOver) {
    std::filesystem::create_directories(folder);
    base::write_file(folder / "lock", "4194304");
    const BenchLock lock(folder);
    EXPECT_EQ(base::read_file(folder / "lock"), std::to_string(::getpid()));
}

TEST_F(BenchLockTest, KeepsWhatIsKnownOfTheRouterInItsFolder) {
    EXPECT_EQ(BenchLock(folder).known_hosts(), folder / "known_hosts");
}

}  // namespace
}  // namespace tetherlab::bench
