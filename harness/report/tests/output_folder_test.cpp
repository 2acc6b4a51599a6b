// SPDX-License-Identifier: Apache-2.0
#include "harness/report/output_folder.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/report/tests/example_run.hpp"

#include <gtest/gtest.h>

namespace tetherlab::report {
namespace {

TEST(OutputFolder, HoldsEveryReport) {
    const base::TemporaryFolder folder;
    const auto path = folder.path() / "out";
    event::Log log;
    OutputFolder(path, log).finish(failed_run());
    EXPECT_TRUE(std::filesystem::exists(path / "events.jsonl"));
    EXPECT_TRUE(std::filesystem::exists(path / "router-console.log"));
    EXPECT_TRUE(std::filesystem::exists(path / "result.json"));
    EXPECT_TRUE(std::filesystem::exists(path / "junit.xml"));
    EXPECT_TRUE(std::filesystem::exists(path / "report.html"));
    EXPECT_EQ(base::read_file(path / "usb-devices.txt"), "D:  Ver= 2.10\n");
}

TEST(OutputFolder, NeverOverwritesAnotherRun) {
    const base::TemporaryFolder folder;
    const auto& path = folder.path();
    base::write_file(path / "result.json", "{}");
    event::Log log;
    try {
        OutputFolder(path, log);
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.what(), "write reports to " + path.string() + ": the folder is not empty");
    }
}

}  // namespace
}  // namespace tetherlab::report
