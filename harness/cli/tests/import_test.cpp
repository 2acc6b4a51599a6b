// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/tests/program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// Devices from the paste to the verdict.
namespace tetherlab::cli::testing {
namespace {

class ImportOnBench : public ::testing::Test {
protected:
    void SetUp() override {
        const std::string missing = missing_bench();
        if (!missing.empty()) GTEST_SKIP() << missing;
    }
};

TEST_F(ImportOnBench, AnRndisStickBringsTheWanUp) {
    const Imported imported = import("77-uz801-msm8916-4g-ufi-lsusb-v.txt");
    ASSERT_EQ(imported.status, 0) << imported.said;
    const Finished finished = run({(imported.out / "android-05c6-90b6.scenario.yaml").string()});
    EXPECT_EQ(finished.status, 0) << finished.said;
    EXPECT_TRUE(finished.failed.empty());
}

TEST_F(ImportOnBench, AnEcmStickBringsTheWanUp) {
    const Imported imported = import("56-huawei-e303-hilink-forum-mixed.txt");
    ASSERT_EQ(imported.status, 0) << imported.said;
    const Finished finished = run({(imported.out / "huawei-hilink-12d1-14db.scenario.yaml").string()});
    EXPECT_EQ(finished.status, 0) << finished.said;
    EXPECT_TRUE(finished.failed.empty());
}

TEST_F(ImportOnBench, TheThreadsHotspotComesAndGoesAsItsLogShows) {
    const Imported imported = import("thread.txt");
    ASSERT_EQ(imported.status, 0) << imported.said;
    const Finished finished =
        run({"--start", "snapshot", (imported.out / "mt6890-0e8d-2028.scenario.yaml").string()});
    EXPECT_EQ(finished.status, 0) << finished.said;
    EXPECT_THAT(finished.said, ::testing::HasSubstr("ok    replayed: replay: 27 events in order"));
}

TEST_F(ImportOnBench, AModemWithoutNetworkIsRefused) {
    const Imported imported = import("16-zte-mf871a.txt");
    EXPECT_EQ(imported.status, 1);
    EXPECT_EQ(
        imported.said,
        "16-zte-mf871a.txt: 19d2:1481 (no network function: vendor's; a modem with serial ports alone)\n");
    EXPECT_TRUE(std::filesystem::exists(imported.out / "findings.md"));
}

}  // namespace
}  // namespace tetherlab::cli::testing
