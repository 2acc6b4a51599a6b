// SPDX-License-Identifier: Apache-2.0
#include "harness/image/board.hpp"

#include "harness/image/tests/sample.hpp"

#include <gtest/gtest.h>

namespace tetherlab::image {
namespace {

TEST(Board, HardwareHasUbiBehindFourMebibytesOfKernel) {
    EXPECT_EQ(sample::dir_3040().ubi_offset(), 0x580000u);
    EXPECT_EQ(sample::dir_3040().ubi_size(), 36u << 20);
}

TEST(Board, VirtualRouterHasUbiBehindSixMebibytesOfKernel) {
    EXPECT_EQ(virtual_dir_3040().ubi_offset(), 0x780000u);
    EXPECT_EQ(virtual_dir_3040().ubi_size(), 34u << 20);
}

// 36 MiB are 288 blocks; 24 are UBI's and 17 the least for rootfs_data.
TEST(Board, LeavesRoomForAnOverlayBesideTheLargestRoot) {
    EXPECT_EQ(sample::dir_3040().max_root_size(), 247u * 126976u);
}

TEST(Board, NamesFilesWithUnderscore) {
    EXPECT_EQ(sample::dir_3040().file_name(), "dlink_dir-3040-a1");
}

}  // namespace
}  // namespace tetherlab::image
