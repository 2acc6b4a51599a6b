// SPDX-License-Identifier: Apache-2.0
#include "harness/doctor/virtual_checks.hpp"

#include "harness/doctor/testing/fake_host.hpp"

#include <gtest/gtest.h>

namespace tetherlab::doctor {
namespace {

constexpr auto kMake = "lab/virtual/images build/release";
constexpr auto kList = R"(sh -c 'zcat "$0" | cpio -t --quiet' /i/gadget-vm/initrd.gz)";

class VirtualTest : public testing::Test {
protected:
    VirtualTest() {
        for (const std::string file :
             {"gadget-vm/vmlinuz", "gadget-vm/initrd.gz", "router/u-boot.pflash", "router/kernel.uimage",
              "router/stage1.cpio.gz", "router/recovery.cpio.gz", "router/flash.img",
              "firmware/standin-sysupgrade.bin"})
            host.says("test -s /i/" + file, "");
        host.says(kList, "lib/modules/6.1/extra/tether_shape.ko\nlib/modules/6.1/extra/tether_udc.ko\n");
    }

    FakeHost host;
};

TEST_F(VirtualTest, HasItsImages) {
    EXPECT_EQ(check_images(host, "/i"),
              (std::vector<Finding>{ok("gadget VM", "2 images"),
                                    ok("gadget VM modules", "tether_shape and tether_udc are built"),
                                    ok("router VM", "5 images"), ok("firmware", "1 images")}));
}

TEST_F(VirtualTest, LacksImages) {
    host.fails("test -s /i/router/flash.img", 1, "");
    EXPECT_EQ(check_images(host, "/i")[2], fail("router VM", "missing flash.img in /i/router", kMake));
}

TEST_F(VirtualTest, LacksAModule) {
    host.says(kList, "lib/modules/6.1/extra/tether_udc.ko\n");
    EXPECT_EQ(check_images(host, "/i")[1], fail("gadget VM modules", "not built: tether_shape", kMake));
}

TEST_F(VirtualTest, HasAnInitrdThatCannotBeRead) {
    host.fails(kList, 1, "gzip: not in gzip format");
    EXPECT_EQ(check_images(host, "/i")[1],
              fail("gadget VM modules", "/i/gadget-vm/initrd.gz cannot be read", kMake));
}

TEST_F(VirtualTest, IsEmulatedWhereThereIsNoKvm) {
    host.fails("test -w /dev/kvm", 1, "");
    EXPECT_EQ(check_acceleration(host), ok("processor", "emulated, without /dev/kvm"));
    host.says("test -w /dev/kvm", "");
    EXPECT_EQ(check_acceleration(host), ok("processor", "KVM, if QEMU can use it"));
}

}  // namespace
}  // namespace tetherlab::doctor
