// SPDX-License-Identifier: Apache-2.0
#include "harness/doctor/machine_checks.hpp"

#include "harness/doctor/testing/fake_host.hpp"

#include <gtest/gtest.h>

namespace tetherlab::doctor {
namespace {

constexpr auto kQuery = "dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides}\\n'";
constexpr auto kVeth = "unshare --net ip link add tl0 type veth";
constexpr auto kTap = "unshare --net ip tuntap add dev tl0 mode tap";
constexpr auto kFree = "df --output=avail --block-size=1 /var";

class MachineTest : public testing::Test {
protected:
    FakeHost host;
};

TEST(NeededPackages, AreThoseARunNeeds) {
    EXPECT_EQ(
        needed_packages(
            "# package\tneeded\tby\ng++\trun\tcompiles\nlibgtest-dev\ttest\ttests\nkmod\trun\torders\n"),
        (std::vector<std::string>{"g++", "kmod"}));
}

TEST_F(MachineTest, HasItsPackages) {
    host.says(kQuery, "installed curl, \ninstalled kmod, \n");
    EXPECT_EQ(check_packages(host, {"curl", "kmod"}), ok("packages", "2 installed"));
}

TEST_F(MachineTest, LacksPackages) {
    host.says(kQuery, "config-files curl, \ninstalled kmod, \n");
    EXPECT_EQ(check_packages(host, {"curl", "kmod"}),
              fail("packages", "missing curl", "apt-get install curl"));
}

TEST_F(MachineTest, HasAPackageThatAnotherProvides) {
    host.says(kQuery, "installed nodejs, nodejs-dev, npm (= 10.8.2)\n");
    EXPECT_EQ(check_packages(host, {"npm"}), ok("packages", "1 installed"));
}

TEST_F(MachineTest, IsNotADebian) {
    EXPECT_EQ(check_packages(host, {"curl", "kmod"}),
              warn("packages", "dpkg-query is not here",
                   "use Debian 12; its packages are what tetherlab is tested with"));
}

TEST_F(MachineTest, CanMakeNetworkDevices) {
    host.says(kVeth, "");
    EXPECT_EQ(check_network_device(host, "veth"), ok("veth in a network namespace", "can be made"));
}

TEST_F(MachineTest, MayNotMakeNetworkNamespaces) {
    host.fails(kVeth, 1, "unshare: unshare failed: Operation not permitted\n");
    EXPECT_EQ(check_network_device(host, "veth"),
              fail("veth in a network namespace", "unshare: unshare failed: Operation not permitted",
                   "run it as root; in a container, with --cap-add SYS_ADMIN --cap-add NET_ADMIN --device "
                   "/dev/net/tun"));
}

TEST_F(MachineTest, HasNoModuleForANetworkDevice) {
    host.fails(kVeth, 2, "Error: Unknown device type.\n");
    host.fails(kTap, 1, "open: No such file or directory\n");
    EXPECT_EQ(check_network_device(host, "veth"),
              fail("veth in a network namespace", "Error: Unknown device type.", "modprobe veth"));
    EXPECT_EQ(check_network_device(host, "tap"),
              fail("tap in a network namespace", "open: No such file or directory", "modprobe tun"));
}

TEST_F(MachineTest, HasNoProgramToMakeNetworkDevices) {
    EXPECT_EQ(check_network_device(host, "veth"),
              fail("veth in a network namespace", "start unshare: not found in PATH",
                   "apt-get install util-linux iproute2"));
}

TEST_F(MachineTest, HasRoom) {
    host.says(kFree, "     Avail\n21474836480\n");
    EXPECT_EQ(check_disk(host, "/var"), ok("disk", "20.0 GiB free in /var"));
}

TEST_F(MachineTest, HasLittleRoomOrTooLittle) {
    const std::string remedy = "lab/tetherlab clean; then remove what else is not needed from /var";
    host.says(kFree, "Avail\n3221225472\n");
    EXPECT_EQ(check_disk(host, "/var"), warn("disk", "3.0 GiB free in /var", remedy));
    host.says(kFree, "Avail\n536870912\n");
    EXPECT_EQ(check_disk(host, "/var"), fail("disk", "0.5 GiB free in /var", remedy));
}

TEST_F(MachineTest, HasADiskThatCannotBeRead) {
    EXPECT_EQ(check_disk(host, "/var"), fail("disk", "the file system of /var cannot be read", "df /var"));
}

TEST_F(MachineTest, KnowsTheTime) {
    host.says("date +%s", "1700000000\n");
    EXPECT_EQ(check_clock(host, Time{std::chrono::seconds(1'690'000'000)}),
              ok("clock", "2023-11-14 22:13 UTC"));
}

TEST_F(MachineTest, LivesInThePast) {
    host.says("date +%s", "0\n");
    EXPECT_EQ(check_clock(host, Time{std::chrono::seconds(1'690'000'000)}),
              fail("clock", "1970-01-01 00:00 UTC, before 2023-07-22, when this program was made",
                   "timedatectl set-ntp true"));
}

TEST_F(MachineTest, AgreesWithAnotherAboutTheTime) {
    FakeHost pi;
    host.says("date +%s", "1700000000\n");
    pi.says("date +%s", "1700000003\n");
    EXPECT_EQ(check_clocks(host, pi, "ssh root@pi"), ok("clock", "as here"));
    pi.says("date +%s", "1699999900\n");
    EXPECT_EQ(check_clocks(host, pi, "ssh root@pi"),
              warn("clock", "100 s behind this machine", "ssh root@pi timedatectl set-ntp true"));
    pi.says("date +%s", "1700000010\n");
    EXPECT_EQ(check_clocks(host, pi, "ssh root@pi"),
              warn("clock", "10 s ahead of this machine", "ssh root@pi timedatectl set-ntp true"));
}

}  // namespace
}  // namespace tetherlab::doctor
