// SPDX-License-Identifier: Apache-2.0
#include "harness/router/dialogue.hpp"

#include <gtest/gtest.h>

namespace tetherlab::router {
namespace {

const RecoverySystem kSystem{.kernel = "initramfs.bin",
                             .initrd = "{server}",
                             .server_address = "192.168.1.2",
                             .router_address = "192.168.1.1"};

std::string typed_as(const std::string& type) {
    return typed({.wait = "", .type = type}, kSystem);
}

TEST(Dialogue, TypesTheValuesOfARecoverySystem) {
    EXPECT_EQ(typed_as("\x15{router}\r"),
              "\x15"
              "192.168.1.1\r");
    EXPECT_EQ(typed_as("tftpboot {server}:{kernel}"), "tftpboot 192.168.1.2:initramfs.bin");
}

TEST(Dialogue, LeavesVariablesOfTheBootLoaderAlone) {
    EXPECT_EQ(typed_as("bootm ${kernel} {filesize} {"), "bootm ${kernel} {filesize} {");
}

TEST(Dialogue, DoesNotLookIntoAValue) {
    EXPECT_EQ(typed_as("{initrd}"), "{server}");
}

}  // namespace
}  // namespace tetherlab::router
