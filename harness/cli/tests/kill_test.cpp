// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/error.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/cli/tests/program.hpp"

#include <gmock/gmock.h>
#include <signal.h>

#include <ostream>
#include <string>

// A run that is asked to stop, or killed, at any stage leaves nothing behind: at once after SIGINT and
// SIGTERM, after the next start at the latest after SIGKILL.
namespace tetherlab::cli::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using ::testing::IsEmpty;

constexpr int kRigError = 3;

struct Moment {
    const char* name;
    int signal;
    const char* scenario;
    const char* stage;  // the signal is sent when the live view names it
    const char* start = "boot";
};

void PrintTo(const Moment& moment, std::ostream* out) {
    *out << moment.name;
}

std::string name_of(const ::testing::TestParamInfo<Moment>& info) {
    return info.param.name;
}

class Kill : public ::testing::TestWithParam<Moment> {
protected:
    void SetUp() override {
        if (const std::string missing = missing_bench(); !missing.empty()) GTEST_SKIP() << missing;
    }

    void TearDown() override {
        if (!IsSkipped()) clean();  // what a run leaves when the test fails half-way
    }

    std::vector<std::string> arguments(const Moment& moment) const {
        return {"run", "--out", (folder_ / "out").string(), "--start", moment.start, moment.scenario};
    }

    std::map<std::string, std::string> environment() const {
        return {{"XDG_STATE_HOME", (folder_ / "state").string()},
                {"TETHERLAB_CACHE", (folder_ / "cache").string()}};
    }

    void clean() const {
        base::run_checked({TETHERLAB_PROGRAM, "clean"}, base::Deadline(60s),
                          {.input = "", .env = environment()});
    }

    // The folders of runs, alive or dead; the lock of the sweep lies beside them.
    std::vector<std::string> runs() const {
        std::vector<std::string> ids;
        for (const auto& entry : fs::directory_iterator(folder_ / "state/tetherlab/runs")) {
            if (entry.is_directory()) ids.push_back(entry.path().filename().string());
        }
        return ids;
    }

    // What is in the cache besides locks.
    std::vector<std::string> snapshots() const {
        std::vector<std::string> names;
        std::error_code none;
        for (const auto& entry : fs::directory_iterator(folder_ / "cache/images", none)) {
            const std::string name = entry.path().filename().string();
            if (!name.ends_with(".lock")) names.push_back(name);
        }
        return names;
    }

    // Everything on this machine that carries the run's id.
    static std::vector<std::string> left_of(const std::string& id) {
        const std::string find = "ip netns list | grep 'tl" + id + "'; ls -d /etc/netns/tl" + id +
                                 "* 2>/dev/null; grep " + id + " /proc/mounts; ip -o link | grep " + id +
                                 "; grep -lsaz -- " + id + " /proc/[0-9]*/cmdline | " + "grep -v \"/$$/\"";
        const std::string found = base::run({"sh", "-c", find}, base::Deadline(30s)).out;
        std::vector<std::string> lines = base::split(base::trim(found), '\n');
        std::erase(lines, "");
        std::erase_if(
            lines, [](const std::string& line) { return line.starts_with("/proc/") && !fs::exists(line); });
        return lines;
    }

    base::TemporaryFolder temporary_;
    fs::path folder_ = temporary_.path();
};

TEST_P(Kill, LeavesNothingBehind) {
    const Moment& moment = GetParam();
    Running program(arguments(moment), environment());
    program.await(moment.stage);
    ASSERT_EQ(runs().size(), 1U);
    const std::string id = runs().front();

    const auto status = program.end_by(moment.signal);
    ASSERT_TRUE(status) << "still running 60 s after the signal";
    if (moment.signal == SIGKILL) {
        clean();
    } else {
        EXPECT_EQ(status->code, kRigError);
    }
    EXPECT_THAT(runs(), IsEmpty());
    EXPECT_THAT(left_of(id), IsEmpty());
    EXPECT_THAT(snapshots(), IsEmpty());
}

constexpr const char* kBringUp = "scenarios/bring-up/d53.yaml";
constexpr const char* kWithoutFlash = "harness/cli/tests/mutations/class-triple.yaml";

INSTANTIATE_TEST_SUITE_P(
    AtEveryStage, Kill,
    ::testing::Values(Moment{"SigintWhileBooting", SIGINT, kWithoutFlash, "router: boot from flash"},
                      Moment{"SigkillWhileBooting", SIGKILL, kWithoutFlash, "router: wait for the shell"},
                      Moment{"SigtermWhileFlashing", SIGTERM, kBringUp, "flash: write"},
                      Moment{"SigkillWhileFlashing", SIGKILL, kBringUp, "flash: write"},
                      Moment{"SigkillWhilePlugged", SIGKILL, kWithoutFlash, "ok    usb: enumerated"},
                      Moment{"SigtermWhileASnapshotIsTaken", SIGTERM, kWithoutFlash,
                             "router: wait for the shell", "snapshot"},
                      Moment{"SigkillWhileASnapshotIsTaken", SIGKILL, kWithoutFlash,
                             "done  router: wait for the shell", "snapshot"}),
    name_of);

}  // namespace
}  // namespace tetherlab::cli::testing
