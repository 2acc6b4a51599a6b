// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/cli/tests/program.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <signal.h>

#include <fstream>
#include <iterator>
#include <map>
#include <vector>

// A firmware that lost cdc_ether.ko, planted among ten nightly builds, and a rig that fails meanwhile: what
// `regress`, `bisect` and `history` make of it, on the whole virtual bench.
namespace tetherlab::cli::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Lt;
using ::testing::SizeIs;

constexpr int kSnapshots = 10;
constexpr int kFirstBad = 6;
constexpr int kSomethingBroken = 1;
constexpr const char* kFolder = "harness/cli/tests/regress/";

std::string snapshot(int number) {
    return fmt::format("r9100{}-7e7be71ab1", number);
}

// Empty when the process is gone.
std::string content_of(const fs::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t sum = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++sum;
    return sum;
}

class Regress : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string missing = missing_bench(); !missing.empty()) GTEST_SKIP() << missing;
        fs::create_directory(snapshots_);
        make_snapshots("standin", 0, kFirstBad);
        make_snapshots("standin-no-cdc-ether", kFirstBad, kSnapshots);
    }

    // What a run leaves when the test fails half-way.
    void TearDown() override {
        if (IsSkipped()) return;
        base::run_checked({TETHERLAB_PROGRAM, "clean"}, base::Deadline(1min),
                          {.input = "", .env = environment()});
    }

    std::map<std::string, std::string> environment() const { return {{"XDG_STATE_HOME", state_.string()}}; }

    void make_snapshots(const std::string& variant, int first, int end) const {
        base::Argv argv{fmt::format("{}/{}image_series", TETHERLAB_SOURCE_DIR, kFolder), TETHERLAB_MKIMAGE,
                        snapshots_.string(), variant};
        for (int number = first; number < end; ++number) argv.push_back(snapshot(number));
        base::run_checked(argv, base::Deadline(2min));
    }

    std::string image(int number) const { return (snapshots_ / (snapshot(number) + ".bin")).string(); }

    Running start(std::vector<std::string> arguments, const std::string& out) const {
        arguments.insert(arguments.end(), {"--out", (folder_.path() / out).string()});
        return {arguments, environment()};
    }

    std::string history(const std::string& option) const {
        return run_program({"history", option, "--results", (state_ / "tetherlab/results.sqlite").string()})
            .out;
    }

    // The virtual routers of the runs in this test's own folder.
    std::vector<pid_t> routers() const {
        std::vector<pid_t> pids;
        for (const auto& process : fs::directory_iterator("/proc")) {
            if (content_of(process.path() / "comm") != "qemu-system-mip\n") continue;
            const std::string command_line = content_of(process.path() / "cmdline");
            if (command_line.find((state_ / "tetherlab/runs").string()) != std::string::npos)
                pids.push_back(std::stoi(process.path().filename().string()));
        }
        return pids;
    }

    base::TemporaryFolder folder_;
    fs::path state_ = folder_.path() / "state";
    fs::path snapshots_ = folder_.path() / "snapshots";
};

TEST_F(Regress, WhatASnapshotBrokeIsFoundLocatedAndShownAndWhatTheRigBrokeIsTriedAgain) {
    Running regress = start({"regress", "--image", image(kSnapshots - 1), "--baseline", image(0), "--matrix",
                             std::string(kFolder) + "matrix.yaml"},
                            "regress");
    regress.await("driver-quanta-d53/now-3/report.html");
    regress.await("done  flash: upload");
    ASSERT_THAT(routers(), SizeIs(1));
    ASSERT_EQ(::kill(routers().front(), SIGKILL), 0);
    const base::Output table = regress.finish();
    EXPECT_EQ(table.status.code, kSomethingBroken) << table.out;
    EXPECT_THAT(table.out,
                HasSubstr("broken      driver (quanta-d53)       pass    fail,fail,fail  driver: rndis_host: "
                          "expected driver rndis_host, got no driver\n"));
    EXPECT_THAT(table.out, ContainsRegex("\nunchanged   enumeration \\(quanta-d53\\)  pass    error,pass"));
    EXPECT_THAT(table.out, HasSubstr("\n1 broken, 1 unchanged\n"));

    Running bisect = start({"bisect", "--good", snapshot(0), "--bad", snapshot(kSnapshots - 1), "--dir",
                            snapshots_.string(), "--scenario", std::string(kFolder) + "driver.yaml"},
                           "bisect");
    const base::Output located = bisect.finish();
    EXPECT_EQ(located.status.code, 0) << located.out;
    EXPECT_THAT(located.out, HasSubstr(fmt::format("\nthe first bad snapshot:\n  {}  {}\n",
                                                   snapshot(kFirstBad), image(kFirstBad))));
    EXPECT_THAT(count(located.out, "done  flash ("), Lt(5u)) << located.out;

    EXPECT_EQ(history("--plot"),
              "scenario     r91000  r91004  r91005  r91006  r91009\n"
              "driver       pass    pass    pass    fail    fail\n"
              "enumeration  pass                            pass\n");
    EXPECT_THAT(history("--limit=50"), HasSubstr("  error    enumeration  r91009    virtual   "));
}

}  // namespace
}  // namespace tetherlab::cli::testing
