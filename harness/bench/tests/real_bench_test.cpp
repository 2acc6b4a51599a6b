// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/real_bench.hpp"

#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/testing/error_of.hpp"
#include "gadget/base/text.hpp"
#include "harness/bench/netns.hpp"
#include "harness/bench/tests/fake_ssh.hpp"
#include "harness/console/testing/pty.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

// A bench of hardware on which something is missing says what, and leaves nothing behind.
namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;
using base::testing::error_of;

constexpr auto kTime = 20s;

class RealBenchTest : public testing::Test {
protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "network namespaces need root";
        base::run_checked({"ip", "link", "add", port_, "type", "veth", "peer", "name", port_ + "r"},
                          base::Deadline(kTime));
        base::run_checked({"ip", "link", "set", port_, "addrgenmode", "none", "up"}, base::Deadline(kTime));
        ssh_.plays_agent();
    }

    void TearDown() override {
        if (::geteuid() != 0) return;
        base::run({"ip", "link", "delete", port_}, base::Deadline(kTime));
        EXPECT_FALSE(netns::exists("tl" + run_.id() + "-lab"));
        EXPECT_FALSE(netns::exists("tl" + run_.id() + "-client"));
        const BenchLock free(bench_);
    }

    base::Argv write(const std::string& word) const {
        return {"sh", "-c", "echo \"$1\" >\"$2\"", "switch", word, power_};
    }

    // A quick desk with a router that says nothing.
    BenchFile file() const {
        BenchFile file;
        file.hardware.emplace(
            Hardware{.board = {},
                     .serial = console::SerialDevice{router_.device()},
                     .power = power::CommandPower::Options{.on = write("on"), .off = write("off")},
                     .usb_power = {},
                     .lab = {port_, {router::Ipv4Interface{"192.168.1.2", 24}}},
                     .gadget = {.host = "hotspot-pi", .udc = ""}});
        file.times.router_boot = 300ms;
        return file;
    }

    std::string refusal(const BenchFile& file) {
        return error_of([&] {
            RealBench({.file = file,
                       .folder = bench_,
                       .run = run_,
                       .log = log_,
                       .stop = {},
                       .patience = {50ms, 5s}});
        });
    }

    base::TemporaryFolder folder_;
    std::string port_ = fmt::format("tlp{}", ::getpid());
    std::string power_ = folder_.path() / "power";
    std::filesystem::path bench_ = folder_.path() / "bench";
    FakeSsh ssh_;
    console::Pty router_;
    event::Log log_;
    RunDirectory run_{folder_.path() / "runs"};
};

TEST_F(RealBenchTest, WithARouterThatSaysNothingGivesItsPowerBack) {
    EXPECT_EQ(refusal(file()), "wait for the boot loader's prompt: not within 300 ms");
    EXPECT_EQ(base::read_file(power_), "on\n");
    EXPECT_NE(ssh_.requests().find("quit"), std::string::npos);
}

TEST_F(RealBenchTest, WithoutItsInterfaceMakesNothing) {
    BenchFile file = this->file();
    file.hardware->lab.interface = "tlnone0";
    EXPECT_EQ(refusal(file), "use interface tlnone0: there is none");
    EXPECT_FALSE(std::filesystem::exists(power_));
}

TEST_F(RealBenchTest, WithoutItsSerialLineLeavesThePowerAlone) {
    BenchFile file = this->file();
    file.hardware->serial = console::SerialDevice{folder_.path() / "ttyUSB0"};
    EXPECT_EQ(refusal(file),
              fmt::format("open {}/ttyUSB0: No such file or directory", folder_.path().string()));
    EXPECT_FALSE(std::filesystem::exists(power_));
}

TEST_F(RealBenchTest, WithoutItsGadgetHostLeavesThePowerAlone) {
    ssh_.plays("echo 'root@hotspot-pi: Permission denied (publickey).' >&2; exit 255");
    EXPECT_EQ(refusal(file()),
              "reach agent on root@hotspot-pi: root@hotspot-pi: Permission denied (publickey).");
    EXPECT_FALSE(std::filesystem::exists(power_));
}

TEST_F(RealBenchTest, IsForOneRunAtATime) {
    const BenchLock other(bench_);
    EXPECT_EQ(refusal(file()),
              fmt::format("use the bench at bench: another run is on it, process {}", ::getpid()));
    EXPECT_FALSE(std::filesystem::exists(power_));
}

}  // namespace
}  // namespace tetherlab::bench
