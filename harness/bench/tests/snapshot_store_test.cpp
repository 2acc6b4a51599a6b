// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/snapshot_store.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/testing/error_of.hpp"
#include "gadget/base/text.hpp"
#include "gadget/base/unique_fd.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/file.h>

#include <algorithm>
#include <string>
#include <vector>

namespace tetherlab::bench {
namespace {

using base::testing::error_of;

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr auto kKeyHash = "2c70e12b7a0646f9";  // printf key | sha256sum | cut -c1-16

class SnapshotStoreTest : public testing::Test {
protected:
    Snapshot make(const std::string& key, const std::string& content = "state") {
        return store_.find_or_make(
            key, run_,
            [&](const fs::path& folder) {
                ++fills_;
                base::write_file(folder / "router.state", content);
                return base::Milliseconds(12'345);
            },
            base::Deadline(10s), stop_.get_token());
    }

    // What is in the store besides locks.
    std::vector<std::string> names() const {
        std::vector<std::string> names;
        if (!fs::exists(folder_)) return names;
        for (const auto& entry : fs::directory_iterator(folder_)) {
            const std::string name = entry.path().filename();
            if (!name.ends_with(".lock")) names.push_back(name);
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    // As another process would.
    base::UniqueFd hold_lock(const std::string& hash) {
        fs::create_directories(folder_);
        const fs::path file = folder_ / ("snapshot-" + hash + ".lock");
        base::UniqueFd lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        EXPECT_EQ(::flock(lock.get(), LOCK_EX), 0);
        return lock;
    }

    base::TemporaryFolder temporary_;
    fs::path folder_ = temporary_.path() / "images";
    RunDirectory run_{temporary_.path() / "runs"};
    SnapshotStore store_{folder_};
    std::stop_source stop_;
    int fills_ = 0;
};

TEST_F(SnapshotStoreTest, HasNothingAtFirst) {
    EXPECT_FALSE(store_.find("key"));
}

TEST_F(SnapshotStoreTest, KeepsWhatWasMade) {
    const Snapshot made = make("key");
    EXPECT_EQ(made.folder, folder_ / (std::string("snapshot-") + kKeyHash));
    EXPECT_EQ(made.router_age, 12'345ms);
    const auto found = store_.find("key");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->made, made.made);
    EXPECT_EQ(base::read_file(found->folder / "router.state"), "state");
    EXPECT_EQ(base::read_file(found->folder / "key.txt"), "key");
}

TEST_F(SnapshotStoreTest, MakesEachOnce) {
    make("key");
    make("key");
    make("other");
    EXPECT_EQ(fills_, 2);
}

TEST_F(SnapshotStoreTest, ShowsNothingThatIsNotComplete) {
    const auto look = [&](const fs::path& /*folder*/) {
        EXPECT_FALSE(store_.find("key"));
        return 1ms;
    };
    store_.find_or_make("key", run_, look, base::Deadline(10s), {});
    EXPECT_TRUE(store_.find("key"));
}

TEST_F(SnapshotStoreTest, LeavesNothingOfOneThatFailed) {
    const auto fail = [](const fs::path& folder) -> base::Milliseconds {
        base::write_file(folder / "router.state", "half");
        throw base::Error("save", folder.string(), "no space left");
    };
    EXPECT_THROW(store_.find_or_make("key", run_, fail, base::Deadline(10s), {}), base::Error);
    run_.close();
    EXPECT_THAT(names(), IsEmpty());
}

TEST_F(SnapshotStoreTest, MakesOneAfterOneThatFailed) {
    const auto fail = [](const fs::path& folder) -> base::Milliseconds {
        throw base::Error("save", folder.string(), "no space left");
    };
    {
        RunDirectory failed(temporary_.path() / "runs");
        EXPECT_THROW(store_.find_or_make("key", failed, fail, base::Deadline(10s), {}), base::Error);
    }
    make("key");
    EXPECT_THAT(names(), ElementsAre(std::string("snapshot-") + kKeyHash));
}

TEST_F(SnapshotStoreTest, WaitsForAnotherProcess) {
    const base::UniqueFd other = hold_lock(kKeyHash);
    const auto never = [](const fs::path&) -> base::Milliseconds { throw std::logic_error("filled"); };
    EXPECT_EQ(error_of([&] { store_.find_or_make("key", run_, never, base::Deadline(20ms), {}); }),
              "wait for another run to finish its snapshot: not within 20 ms");
}

TEST_F(SnapshotStoreTest, StopsWaitingWhenAsked) {
    const base::UniqueFd other = hold_lock(kKeyHash);
    stop_.request_stop();
    EXPECT_EQ(error_of([&] { make("key"); }), "wait for another run's snapshot: asked to stop");
}

TEST_F(SnapshotStoreTest, ForgetsTheOneNotUsedForLongest) {
    const auto aged = [](const Snapshot& snapshot, std::chrono::hours age) {
        fs::last_write_time(snapshot.folder, fs::file_time_type::clock::now() - age);
    };
    aged(make("first"), 50h);
    aged(make("second"), 40h);
    aged(make("third"), 30h);
    aged(make("fourth"), 20h);
    ASSERT_TRUE(store_.find("first"));  // used again
    make("fifth");
    EXPECT_THAT(names(), SizeIs(4));
    EXPECT_FALSE(store_.find("second"));
    EXPECT_TRUE(store_.find("first"));
}

TEST_F(SnapshotStoreTest, LeavesOtherImagesAlone) {
    fs::create_directories(folder_ / "gadget-vm-0123456789abcdef");
    for (const char* key : {"first", "second", "third", "fourth", "fifth"}) make(key);
    EXPECT_TRUE(fs::exists(folder_ / "gadget-vm-0123456789abcdef"));
}

TEST_F(SnapshotStoreTest, SaysWhatIsWrongWithADescription) {
    const Snapshot made = make("key");
    base::write_file(made.folder / "snapshot.json", "{}");
    EXPECT_EQ(error_of([&] { store_.find("key"); }),
              "read " + (made.folder / "snapshot.json").string() +
                  ": [json.exception.out_of_range.403] key 'made' not found");
}

}  // namespace
}  // namespace tetherlab::bench
