// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/pc_facts.hpp"

#include "harness/observe/tests/local_shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::observe {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

// A PC as far as commands go, whose network device lo is USB: that one every machine has.
constexpr const char* kPc = R"sh(
cat() {
    case $1 in
    /sys/kernel/debug/usb/devices) ;;
    */busnum) echo 1; echo 12; echo 02:0d:53:00:00:01 ;;
    *) return 1 ;;
    esac
}
readlink() {
    case $* in
    */lo/device/subsystem) echo /sys/bus/usb ;;
    */lo/device/driver) echo ../drivers/rndis_host ;;
    *) return 1 ;;
    esac
}
ls() { echo rndis_host; }
dmesg() { :; }
uname() { echo 6.1.0-56-amd64; }
tail() { echo "Nov 27 06:32:05 pc user.notice lo: udhcpc: broadcasting discover"; }
sed() { echo "Debian GNU/Linux 12 (bookworm)"; }
ip() {
    case "$*" in
    '-o addr') echo "$addresses" ;;
    '-4 route') ;;
    *) return 1 ;;
    esac
}
)sh";

RouterFacts facts_with(const std::string& addresses) {
    LocalShell shell(std::string(kPc) + "addresses='" + addresses + "'\n");
    return pc_facts(shell, base::Deadline(10s));
}

TEST(PcFacts, ShowTheUsbNetworkDeviceAsWan) {
    const RouterFacts facts = facts_with("9: lo    inet 192.168.1.103/24 scope global lo");
    EXPECT_EQ(facts.board.kernel, "6.1.0-56-amd64");
    EXPECT_EQ(facts.board.revision, "Debian GNU/Linux 12 (bookworm)");
    ASSERT_EQ(facts.usb_netdevs.size(), 1U);
    EXPECT_EQ(facts.usb_netdevs[0].driver, "rndis_host");
    EXPECT_EQ(facts.wan_device, "lo");
    ASSERT_TRUE(facts.wan.has_value());
    EXPECT_TRUE(facts.wan->up);
    EXPECT_EQ(facts.wan->l3_device, "lo");
    EXPECT_THAT(facts.wan->ipv4, ElementsAre(InterfaceAddress{"192.168.1.103", 24}));
    EXPECT_FALSE(facts.lan.has_value());
    EXPECT_THAT(facts.system_log,
                ElementsAre("Nov 27 06:32:05 pc user.notice lo: udhcpc: broadcasting discover"));
}

TEST(PcFacts, AWanWithoutALeaseIsPending) {
    const RouterFacts facts = facts_with("9: lo    inet6 fe80::1/64 scope link");
    ASSERT_TRUE(facts.wan.has_value());
    EXPECT_FALSE(facts.wan->up);
    EXPECT_TRUE(facts.wan->pending);
}

}  // namespace
}  // namespace tetherlab::observe
