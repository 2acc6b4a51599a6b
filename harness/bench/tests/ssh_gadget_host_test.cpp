// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/ssh_gadget_host.hpp"

#include "gadget/base/testing/error_of.hpp"
#include "harness/bench/tests/fake_ssh.hpp"

#include <gtest/gtest.h>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;
using base::Deadline;
using base::testing::error_of;

class SshGadgetHostTest : public testing::Test {
protected:
    FakeSsh ssh;
    event::Log log;
    SshGadgetHost::Parts parts{{"hotspot-pi", "root", 22, "fe980000.usb"}, ssh.folder() / "log", log};
};

TEST_F(SshGadgetHostTest, RunsTheAgentThere) {
    ssh.plays_agent();
    SshGadgetHost host(parts);
    host.meet(Deadline(20s));
    EXPECT_EQ(host.versions().at("agent"), "0.1.0");
    EXPECT_EQ(host.versions().at("gadget kernel"), "6.1.0-rpi");
    EXPECT_EQ(
        ssh.words(),
        "-o\nBatchMode=yes\n-o\nConnectTimeout=5\n-o\nServerAliveInterval=5\n-o\nServerAliveCountMax=3\n"
        "-p\n22\n-l\nroot\n--\nhotspot-pi\n'tetherlab-gadget' '--udc' 'fe980000.usb'\n");
}

TEST_F(SshGadgetHostTest, GivesTheShellThereNothingToInterpret) {
    ssh.plays_agent();
    parts.host.udc = "$(reboot); it's";
    { SshGadgetHost(parts).meet(Deadline(20s)); }
    EXPECT_TRUE(ssh.words().ends_with("\n'tetherlab-gadget' '--udc' '$(reboot); it'\\''s'\n")) << ssh.words();
}

TEST_F(SshGadgetHostTest, AsksTheAgentToEnd) {
    ssh.plays_agent();
    { SshGadgetHost(parts).meet(Deadline(20s)); }
    EXPECT_EQ(ssh.requests(), R"({"do":"quit","id":2,"v":1,"with":{}})"
                              "\n");
}

TEST_F(SshGadgetHostTest, IsWaitedForNoLongerThanAllowed) {
    ssh.plays("exec cat >/dev/null");
    SshGadgetHost host(parts);
    EXPECT_EQ(error_of([&] { host.meet(Deadline(100ms)); }),
              "wait for agent on root@hotspot-pi to answer 'hello': not within 100 ms");
}

TEST_F(SshGadgetHostTest, IsGivenUpWhenTheRunIs) {
    ssh.plays("exec cat >/dev/null");
    SshGadgetHost host(parts);
    host.abort();
    // What is noticed first is chance: the end of the stream, or that nothing can be written to it.
    EXPECT_TRUE(
        error_of([&] { host.meet(Deadline(20s)); }).starts_with("ask agent on root@hotspot-pi to hello: "));
}

TEST_F(SshGadgetHostTest, ThatIsNotReachedSaysWhatSshSaid) {
    ssh.plays("echo 'ssh: connect to host hotspot-pi port 22: No route to host' >&2; exit 255");
    SshGadgetHost host(parts);
    EXPECT_EQ(error_of([&] { host.meet(Deadline(20s)); }),
              "reach agent on root@hotspot-pi: ssh: connect to host hotspot-pi port 22: No route to host");
}

TEST_F(SshGadgetHostTest, ThatCannotDoWhatWasPromisedIsRefused) {
    ssh.plays_agent(R"("net","udc.detach")");
    SshGadgetHost host(parts);
    EXPECT_EQ(error_of([&] { host.meet(Deadline(20s)); }),
              "use agent on root@hotspot-pi: it cannot do udc.data, udc.ep0; is tether_shape loaded there?");
}

}  // namespace
}  // namespace tetherlab::bench
