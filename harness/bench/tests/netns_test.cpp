// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/netns.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "harness/bench/run_directory.hpp"

#include <gmock/gmock.h>
#include <signal.h>
#include <unistd.h>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class NetnsTest : public testing::Test {
protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "network namespaces need root";
        run_.emplace(folder_.path() / "runs");
        name_ = "tl" + run_->id() + "-lab";
        run_->record(NamespaceEntry{name_});
    }

    base::TemporaryFolder folder_;
    std::optional<RunDirectory> run_;
    std::string name_;
};

TEST_F(NetnsTest, IsGoneWithItsInterfacesAfterRemoval) {
    netns::create(name_);
    netns::ip(name_, {"link add br-lan type bridge", "tuntap add lan1 mode tap"}, base::Deadline(5s));
    EXPECT_TRUE(netns::exists(name_));
    EXPECT_TRUE(netns::remove(name_, base::Deadline(5s)));
    EXPECT_FALSE(netns::exists(name_));
    EXPECT_FALSE(netns::remove(name_, base::Deadline(5s)));
}

TEST_F(NetnsTest, NamesTheCommandThatFailed) {
    netns::create(name_);
    EXPECT_THROW(netns::ip(name_, {"link add x type nonsense"}, base::Deadline(5s)), base::Error);
}

TEST_F(NetnsTest, KillsWhatRunsInside) {
    netns::create(name_);
    base::Child child({"ip", "netns", "exec", name_, "sh", "-c", "tail -f /dev/null & wait"}, {});
    base::Child outside({"tail", "-f", "/dev/null"}, {});
    // Inside when `ip` has entered and its shell has forked.
    const base::Deadline deadline(5s);
    while (netns::processes(name_).size() < 2 && !deadline.expired()) {
    }
    EXPECT_EQ(netns::processes(name_).size(), 2u);
    netns::kill_processes(name_, base::Deadline(5s));
    EXPECT_THAT(netns::processes(name_), IsEmpty());
    EXPECT_EQ(child.wait(base::Deadline(5s))->code, 128 + SIGKILL);
    EXPECT_TRUE(outside.running());
}

class KilledInNamespace : public NetnsTest {
protected:
    Swept sweep_after(const std::string& point) {
        const auto runs = folder_.path() / "runs";
        const base::Output output = base::run({LEDGER_VICTIM, runs.string(), point}, base::Deadline(20s));
        EXPECT_EQ(output.status.code, 128 + SIGKILL) << output.err;
        victim_ = "tl" + output.out + "-lab";
        std::vector<Swept> swept = sweep(runs);
        EXPECT_EQ(swept.size(), 1u);
        return swept.empty() ? Swept{} : swept[0];
    }

    std::string victim_;
};

TEST_F(KilledInNamespace, BeforeItIsMadeLeavesNothing) {
    EXPECT_THAT(sweep_after("namespace-recorded").removed, IsEmpty());
}

TEST_F(KilledInNamespace, AfterItIsMadeHasItRemoved) {
    const Swept swept = sweep_after("namespace-made");
    EXPECT_THAT(swept.removed, ElementsAre("namespace " + victim_));
    EXPECT_FALSE(netns::exists(victim_));
}

TEST_F(KilledInNamespace, WithADaemonInsideHasBothRemoved) {
    const Swept swept = sweep_after("namespace-inhabited");
    EXPECT_THAT(swept.removed, ElementsAre("namespace " + victim_));
    EXPECT_THAT(swept.failures, IsEmpty());
    EXPECT_FALSE(netns::exists(victim_));
}

}  // namespace
}  // namespace tetherlab::bench
