// SPDX-License-Identifier: Apache-2.0
#include "harness/doctor/gadget_checks.hpp"

#include "harness/doctor/testing/fake_host.hpp"

#include <gtest/gtest.h>

namespace tetherlab::doctor {
namespace {

constexpr auto kOverlay =
    "write dtoverlay=dwc2,dr_mode=peripheral into config.txt of its boot partition and reboot";
constexpr auto kUdc = "USB device controller";
constexpr auto kMode = "cat /sys/class/udc/fe980000.usb/device/of_node/dr_mode";

class GadgetTest : public testing::Test {
protected:
    Finding agent() { return check_agent(pi, "", "0.1.0"); }

    FakeHost pi;
};

TEST_F(GadgetTest, Answers) {
    pi.says("true", "");
    EXPECT_EQ(check_reach(pi, "ssh root@pi"), ok("ssh", "answers"));
}

TEST_F(GadgetTest, DoesNotLetUsIn) {
    pi.fails("true", 255, "root@pi: Permission denied (publickey,password).\r\n");
    EXPECT_EQ(check_reach(pi, "ssh -p 2222 root@pi"),
              fail("ssh", "root@pi: Permission denied (publickey,password).", "ssh-copy-id -p 2222 root@pi"));
}

TEST_F(GadgetTest, IsNotKnownYet) {
    pi.fails("true", 255, "No ED25519 host key is known for pi.\r\nHost key verification failed.\r\n");
    EXPECT_EQ(check_reach(pi, "ssh root@pi"), fail("ssh", "Host key verification failed.",
                                                   "ssh root@pi once by hand, and compare the key it shows"));
}

TEST_F(GadgetTest, IsOff) {
    pi.fails("true", 255, "ssh: connect to host pi port 22: No route to host\r\n");
    EXPECT_EQ(check_reach(pi, "ssh root@pi"),
              fail("ssh", "ssh: connect to host pi port 22: No route to host",
                   "power it, connect it to this machine's network, and try ssh root@pi"));
}

TEST_F(GadgetTest, HasItsController) {
    pi.says("ls /sys/class/udc", "fe980000.usb\n");
    EXPECT_EQ(check_udc(pi, "fe980000.usb"), ok(kUdc, "fe980000.usb"));
    EXPECT_EQ(check_udc(pi, ""), ok(kUdc, "fe980000.usb"));
}

TEST_F(GadgetTest, HasNoController) {
    pi.says("ls /sys/class/udc", "\n");
    EXPECT_EQ(check_udc(pi, "fe980000.usb"), fail(kUdc, "there is none", kOverlay));
}

TEST_F(GadgetTest, HasAnotherControllerOrSeveral) {
    pi.says("ls /sys/class/udc", "dummy_udc.0\nfe980000.usb\n");
    EXPECT_EQ(check_udc(pi, "3f980000.usb"),
              fail(kUdc, "there is no 3f980000.usb, but dummy_udc.0, fe980000.usb",
                   "correct it in the bench file, gadget: {udc: …}"));
    EXPECT_EQ(check_udc(pi, ""), fail(kUdc, "there are dummy_udc.0, fe980000.usb",
                                      "name one in the bench file, gadget: {udc: …}"));
}

TEST_F(GadgetTest, IsADeviceAndNothingElse) {
    pi.says(kMode, std::string("peripheral\0", 11));
    EXPECT_EQ(check_peripheral(pi, "fe980000.usb"), ok("peripheral mode", "peripheral"));
    pi.says(kMode, std::string("otg\0", 4));
    EXPECT_EQ(check_peripheral(pi, "fe980000.usb"), fail("peripheral mode", "dr_mode is otg", kOverlay));
}

TEST_F(GadgetTest, DoesNotSayWhetherItIsADevice) {
    pi.fails(kMode, 1, "cat: No such file or directory");
    EXPECT_EQ(check_peripheral(pi, "fe980000.usb"),
              warn("peripheral mode", "/sys/class/udc/fe980000.usb/device/of_node/dr_mode cannot be read",
                   "see that nothing else is plugged into its USB port"));
}

TEST_F(GadgetTest, HasAKernelForGadgets) {
    pi.says("uname -r", "6.12.0-rpi");
    pi.says(
        "cat /boot/config-6.12.0-rpi",
        "CONFIG_USB_GADGET=m\nCONFIG_USB_CONFIGFS=m\nCONFIG_USB_CONFIGFS_RNDIS=y\nCONFIG_USB_CONFIGFS_ECM=y\n"
        "CONFIG_BRIDGE=m\nCONFIG_VETH=m\nCONFIG_NF_TABLES=m\nCONFIG_NET_NS=y\nCONFIG_NET_SCH_NETEM=m\n");
    EXPECT_EQ(check_kernel_options(pi), ok("kernel options", "9 as needed"));
}

TEST_F(GadgetTest, HasAKernelWithoutGadgets) {
    pi.says("zcat /proc/config.gz",
            "# CONFIG_USB_GADGET is not set\nCONFIG_USB_CONFIGFS=m\nCONFIG_USB_CONFIGFS_ECM=y\n"
            "CONFIG_BRIDGE=m\nCONFIG_VETH=m\nCONFIG_NF_TABLES=m\nCONFIG_NET_NS=y\nCONFIG_NET_SCH_NETEM=m\n");
    EXPECT_EQ(check_kernel_options(pi),
              fail("kernel options", "not set: CONFIG_USB_GADGET, CONFIG_USB_CONFIGFS_RNDIS",
                   "run a kernel that has them, such as Debian's or Raspberry Pi OS's"));
}

TEST_F(GadgetTest, DoesNotSayHowItsKernelWasBuilt) {
    EXPECT_EQ(
        check_kernel_options(pi),
        warn("kernel options", "neither /proc/config.gz nor /boot/config-* can be read", "modprobe configs"));
}

TEST_F(GadgetTest, HasTheModule) {
    pi.says("uname -r", "6.1.0-56-arm64\n");
    pi.says("modinfo -F vermagic tether_shape", "6.1.0-56-arm64 SMP mod_unload modversions aarch64\n");
    EXPECT_EQ(check_module(pi, "tether_shape"), ok("module tether_shape", "built for 6.1.0-56-arm64"));
}

TEST_F(GadgetTest, HasTheModuleOfAnotherKernel) {
    pi.says("uname -r", "6.1.0-57-arm64\n");
    pi.says("modinfo -F vermagic tether_shape", "6.1.0-56-arm64 SMP mod_unload modversions aarch64\n");
    EXPECT_EQ(check_module(pi, "tether_shape"),
              fail("module tether_shape", "built for 6.1.0-56-arm64, but the kernel is 6.1.0-57-arm64",
                   "lab/pi/install it there: docs/real-bench.md, The gadget host"));
}

TEST_F(GadgetTest, HasNoModule) {
    pi.fails("modinfo -F vermagic tether_shape", 1, "modinfo: ERROR: Module tether_shape not found.\n");
    EXPECT_EQ(check_module(pi, "tether_shape"),
              fail("module tether_shape", "modinfo: ERROR: Module tether_shape not found.",
                   "lab/pi/install it there: docs/real-bench.md, The gadget host"));
}

TEST_F(GadgetTest, HasTheAgentOfThisVersion) {
    pi.says("tetherlab-gadget", R"({"v":1,"id":1,"ok":true,"result":{"agent":"0.1.0","udcs":[]}})"
                                "\n");
    EXPECT_EQ(agent(), ok("agent", "version 0.1.0"));
    EXPECT_EQ(pi.inputs.back(), R"({"do":"hello","id":1,"v":1,"with":{}})"
                                "\n");
}

TEST_F(GadgetTest, HasTheAgentOfAnotherVersion) {
    pi.says("tetherlab-gadget",
            "Welcome!\n"
            R"({"v":1,"id":1,"ok":true,"result":{"agent":"0.0.9"}})"
            "\n");
    EXPECT_EQ(agent(), fail("agent", "version 0.0.9, but this is 0.1.0",
                            "lab/pi/install it there: docs/real-bench.md, The gadget host"));
}

TEST_F(GadgetTest, HasAnAgentThatRefuses) {
    pi.says("tetherlab-gadget",
            R"({"v":1,"id":1,"ok":false,"error":{"action":"open","object":"/dev/x","reason":"gone"}})"
            "\n");
    EXPECT_EQ(agent(), fail("agent", "open /dev/x: gone",
                            "lab/pi/install it there: docs/real-bench.md, The gadget host"));
}

TEST_F(GadgetTest, HasNoAgent) {
    pi.fails("tetherlab-gadget", 127, "bash: line 1: tetherlab-gadget: command not found\n");
    EXPECT_EQ(agent(), fail("agent", "bash: line 1: tetherlab-gadget: command not found",
                            "lab/pi/install it there: docs/real-bench.md, The gadget host"));
}

}  // namespace
}  // namespace tetherlab::doctor
