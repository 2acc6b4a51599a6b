// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/text.hpp"
#include "harness/scenario/tests/desk/desk.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

#include <nlohmann/json.hpp>

// A script in Python with a bench file that says `bench: real`.
namespace tetherlab::python {
namespace {

using namespace std::chrono_literals;

TEST(AScript, BringsTheWanUpOnADeskAndLeavesTheRouterItsPower) {
    const char* images = std::getenv("TETHERLAB_IMAGES");
    if (images == nullptr) GTEST_SKIP() << "TETHERLAB_IMAGES is not set: start through lab/test";
    if (::geteuid() != 0) GTEST_SKIP() << "network namespaces need root";
    bench::RunDirectory run(bench::runs_folder());
    const scenario::testing::Desk desk(images, run);
    const std::filesystem::path bench_file = run.path() / "desk.yaml";
    base::write_file(bench_file, desk.bench_file());
    ::setenv("PATH", (desk.programs().string() + ":" + std::getenv("PATH")).c_str(), 1);
    ::setenv("TETHERLAB_ROOT", TETHERLAB_SOURCE_DIR, 1);
    ::setenv("PYTHONPATH", TETHERLAB_SOURCE_DIR "/harness/python", 1);
    ::setenv("PYTHONDONTWRITEBYTECODE", "1", 1);
    ::setenv("XDG_STATE_HOME", run.path().c_str(), 1);  // where a bench keeps what outlives its runs

    const std::filesystem::path out = run.path() / "out";
    const base::Output output = base::run(
        {TETHERLAB_PYTHON, TETHERLAB_SOURCE_DIR "/harness/python/tests/desk/script.py", bench_file, out},
        base::Deadline(300s));
    ASSERT_TRUE(output.status.success()) << output.err;
    EXPECT_EQ(output.out, "dlink,dir-3040-a1\n");

    const auto result = nlohmann::json::parse(base::read_file(out / "result.json"));
    EXPECT_EQ(result.at("verdict"), "pass") << result.at("cause");
    EXPECT_EQ(result.at("bench_start").at("from"), "boot");
    EXPECT_EQ(desk.power(), "on");
}

}  // namespace
}  // namespace tetherlab::python
