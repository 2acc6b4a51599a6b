// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/router_facts.hpp"

#include "gadget/base/error.hpp"
#include "harness/observe/tests/local_shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::observe {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A router with a D53 on usb0, as far as commands go; what the remote command reads from /sys is that of this
// host.
constexpr const char* kRouter = R"sh(
ubus() { echo '{"kernel":"6.1.0","model":"D-Link DIR-3040 A1","board_name":"dlink,dir-3040-a1",
                "release":{"revision":"r1-abc"}}'; }
cat() {
    [ "$1" = /sys/kernel/debug/usb/devices ] || return 1
    echo
    echo "T:  Bus=01 Lev=01 Prnt=01 Port=00 Cnt=01 Dev#= 12 Spd=480  MxCh= 0"
    echo "P:  Vendor=0e8d ProdID=2028 Rev= 2.23"
    echo "C:* #Ifs= 0 Cfg#= 2 Atr=80 MxPwr=500mA"
}
readlink() { return 1; }
ls() { case $1 in */usb/drivers) echo hub; echo rndis_host ;; *) echo br-lan; echo usb0 ;; esac; }
sed() { case $3 in */opkg/*) echo kmod-usb-net-rndis ;; *) return 1 ;; esac; }
dmesg() { echo '[    5.000000] usb 1-1: USB disconnect, device number 2'; }
ifstatus() {
    [ "$1" != wan6 ] || { echo "Interface wan6 not found"; return 1; }
    echo '{"up":true,"pending":false,"available":true,"l3_device":"usb0",'
    echo '"ipv4-address":[{"address":"192.168.1.103","mask":24}]}'
}
uci() { [ "$3" = network.wan.device ] && echo usb0; }
ip() {
    case "$*" in
    '-o addr') echo '9: usb0    inet 192.168.1.103/24 scope global usb0' ;;
    '-4 route') echo 'default via 192.168.1.1 dev usb0 ' ;;
    *) return 1 ;;
    esac
}
)sh";

TEST(RouterFacts, ComeFromOneCommand) {
    LocalShell shell(kRouter);
    const RouterFacts facts = router_facts(shell, base::Deadline(10s));
    EXPECT_EQ(facts.board.revision, "r1-abc");
    ASSERT_EQ(facts.usb.size(), 1U);
    EXPECT_THAT(facts.usb_drivers, ElementsAre("hub", "rndis_host"));
    EXPECT_THAT(facts.netdevs, ElementsAre("br-lan", "usb0"));
    EXPECT_THAT(facts.kmods, ElementsAre("kmod-usb-net-rndis"));
    ASSERT_EQ(facts.kernel_log.size(), 1U);
    ASSERT_TRUE(facts.wan.has_value());
    EXPECT_EQ(facts.wan->l3_device, "usb0");
    EXPECT_EQ(facts.wan_device, "usb0");
    EXPECT_THAT(facts.addresses, ElementsAre(DeviceAddress{"usb0", "192.168.1.103", 24, "global", false}));
    EXPECT_THAT(facts.routes4, ElementsAre(Route{"default", "192.168.1.1", "usb0"}));
}

TEST(RouterFacts, AnInterfaceTheRouterLacksIsAbsent) {
    LocalShell shell(kRouter);
    const RouterFacts facts = router_facts(shell, base::Deadline(10s));
    EXPECT_FALSE(facts.wan6.has_value());
    EXPECT_THAT(facts.routes6, IsEmpty());
}

TEST(RouterFacts, TheNameOfTheWanDeviceMayStandInIfname) {
    LocalShell shell(std::string(kRouter) + "uci() { [ \"$3\" = network.wan.ifname ] && echo usb1; }\n");
    EXPECT_EQ(router_facts(shell, base::Deadline(10s)).wan_device, "usb1");
}

TEST(RouterFacts, ReadsTheDeviceBehindANetdev) {
    LocalShell shell(std::string(kRouter) + R"sh(
readlink() {
    case "$1 $2" in
    '-f '*/lo/device/subsystem) echo /sys/bus/usb ;;
    */lo/device/driver*) echo ../../bus/usb/drivers/rndis_host ;;
    *) return 1 ;;
    esac
}
cat() {
    case $1 in
    */lo/device/../busnum) printf '1\n12\n02:0d:53:00:00:01\n1\n' ;;
    */usb/devices)
        echo "T:  Bus=01 Lev=01 Prnt=01 Port=00 Cnt=01 Dev#= 12 Spd=480  MxCh= 0"
        echo "P:  Vendor=0e8d ProdID=2028 Rev= 2.23" ;;
    esac
}
)sh");
    const RouterFacts facts = router_facts(shell, base::Deadline(10s));
    const UsbDevice* d53 = find_device(facts, 0x0e8d, 0x2028);
    ASSERT_NE(d53, nullptr);
    const UsbNetdev* netdev = find_netdev(facts, *d53);
    ASSERT_NE(netdev, nullptr);
    EXPECT_EQ(netdev->name, "lo");
    EXPECT_EQ(netdev->driver, "rndis_host");
    EXPECT_EQ(netdev->mac, "02:0d:53:00:00:01");
    EXPECT_EQ(netdev->carrier, true);
}

TEST(RouterFacts, AKernelWithoutUsbHasAnEmptyBus) {
    LocalShell shell(std::string(kRouter) +
                     "ls() { case $1 in */bus/usb) return 1 ;; *) echo lo ;; esac; }\n");
    const RouterFacts facts = router_facts(shell, base::Deadline(10s));
    EXPECT_THAT(facts.usb, IsEmpty());
    EXPECT_THAT(facts.usb_drivers, IsEmpty());
    EXPECT_THAT(facts.netdevs, ElementsAre("lo"));
}

TEST(RouterFacts, APartThatCannotBeReadIsNamed) {
    LocalShell shell(std::string(kRouter) + "dmesg() { return 126; }\n");
    try {
        router_facts(shell, base::Deadline(10s));
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_STREQ(error.what(), "ask the router for kernel-log: exit status 126");
    }
}

TEST(RouterFacts, ADeviceThatIsNotThereIsNotFound) {
    LocalShell shell(kRouter);
    EXPECT_EQ(find_device(router_facts(shell, base::Deadline(10s)), 0x05c6, 0x9057), nullptr);
}

}  // namespace
}  // namespace tetherlab::observe
