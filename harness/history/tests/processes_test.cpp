// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/process.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "harness/history/database.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <vector>

namespace tetherlab::history {
namespace {

using namespace std::chrono_literals;

class ProcessesTest : public ::testing::Test {
protected:
    base::Child writer(const std::string& name, int count, const base::SpawnOptions& options = {}) {
        return {{TETHERLAB_HISTORY_WRITER, file_.string(), name, std::to_string(count)}, options};
    }

    // Waits until the writer has said `count` times that a result is there; what it has said by then.
    static std::size_t await(int fd, std::size_t count) {
        const base::Deadline deadline(50s);
        std::size_t said = 0;
        while (said < count) {
            pollfd item{fd, POLLIN, 0};
            if (::poll(&item, 1, deadline.poll_timeout()) <= 0) break;
            std::array<char, 64> buffer{};
            const ssize_t n = ::read(fd, buffer.data(), buffer.size());
            if (n <= 0) break;
            said += static_cast<std::size_t>(n);
        }
        return said;
    }

    std::int64_t integrity() {
        return Connection(file_, 1s).number(
            "SELECT count(*) FROM pragma_integrity_check "
            "WHERE integrity_check = 'ok'");
    }

    base::TemporaryFolder folder_;
    std::filesystem::path file_ = folder_.path() / "results.sqlite";
};

TEST_F(ProcessesTest, WriteAtOnceIntoAFileThatNeitherHasMade) {
    constexpr int kEach = 50;
    std::vector<base::Child> writers;
    for (const char* name : {"one", "two", "three", "four"}) writers.push_back(writer(name, kEach));
    for (base::Child& child : writers) {
        const auto status = child.wait(base::Deadline(50s));
        ASSERT_TRUE(status);
        EXPECT_EQ(status->code, 0);
    }
    EXPECT_EQ(Database(file_).find({}).size(), 4U * kEach);
}

TEST_F(ProcessesTest, LoseNothingCommittedWhenTheyAreKilled) {
    base::Pipe pipe = base::make_pipe();
    base::SpawnOptions options;
    options.output_fd = pipe.write_end.get();
    base::Child child = writer("killed", 1'000'000, options);
    pipe.write_end.reset();
    const std::size_t before = await(pipe.read_end.get(), 20);
    ASSERT_GE(before, 20U);
    child.signal(SIGKILL);
    ASSERT_TRUE(child.wait(base::Deadline(50s)));
    const std::size_t committed = before + await(pipe.read_end.get(), 1'000'000);

    Database database(file_);
    const std::size_t kept = database.find({}).size();
    EXPECT_GE(kept, committed);
    EXPECT_LE(kept, committed + 1);  // the one it had no time to speak of
    EXPECT_EQ(integrity(), 1);
    EXPECT_EQ(writer("next", 1).wait(base::Deadline(50s))->code, 0);
}

}  // namespace
}  // namespace tetherlab::history
