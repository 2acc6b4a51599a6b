// SPDX-License-Identifier: Apache-2.0
#include "harness/image/flash_layout.hpp"

#include "harness/image/board.hpp"
#include "harness/image/tests/sample.hpp"

#include <gmock/gmock.h>

namespace tetherlab::image {
namespace {

using sample::message_of;

std::string refusal(std::string_view text) {
    return message_of([&] { FlashLayout::parse(text, "layout"); });
}

TEST(FlashLayout, ReadsPartitionsAndPartitionsInside) {
    const FlashLayout layout = FlashLayout::parse(
        "# name\toffset\tsize\n"
        "factory\t0x0\t131072\tro\n"
        "\n"
        "firmware\t0x20000\t0x40000\n"
        "kernel\t0x20000\t0x20000\n",
        "layout");
    EXPECT_THAT(layout.partitions(), testing::ElementsAre(Partition{"factory", 0, 0x20000},
                                                          Partition{"firmware", 0x20000, 0x40000},
                                                          Partition{"kernel", 0x20000, 0x20000}));
    EXPECT_EQ(layout.flash_size(), 0x60000u);
}

TEST(FlashLayout, RefusesALineWithoutNumbers) {
    EXPECT_EQ(refusal("factory\t0x0\n"), "read layout:1: expected name, offset and size, got 'factory\t0x0'");
    EXPECT_EQ(refusal("\nfactory\t0x0\t0x2000g\n"),
              "read layout:2: expected name, offset and size, got 'factory\t0x0\t0x2000g'");
}

TEST(FlashLayout, RefusesPartitionsThatCutOneAnother) {
    EXPECT_EQ(refusal("a\t0x0\t0x40000\nb\t0x20000\t0x40000\n"), "read layout:2: b overlaps a");
}

TEST(FlashLayout, RefusesAPartitionInsideAnEraseBlock) {
    EXPECT_EQ(refusal("a\t0x0\t0x1000\n"),
              "read layout:1: a does not start and end at a 0x20000-byte erase block");
}

TEST(FlashLayout, RefusesAFileWithoutPartitions) {
    EXPECT_EQ(refusal("# nothing\n"), "read layout: no partitions");
}

TEST(FlashLayout, ListsTheNamesWhenOneIsMissing) {
    const FlashLayout layout = FlashLayout::parse("a\t0x0\t0x20000\nb\t0x20000\t0x20000\n", "layout");
    EXPECT_EQ(message_of([&] { layout.at("firmware"); }), "find partition firmware: there are a, b");
}

TEST(FlashLayout, OfTheVirtualRouterAgreesWithItsBoard) {
    const FlashLayout layout = FlashLayout::load(TETHERLAB_SOURCE_DIR "/lab/virtual/router/flash-layout.tsv");
    const Board board = virtual_dir_3040();
    EXPECT_EQ(layout.at("firmware"), (Partition{"firmware", board.firmware_offset, board.firmware_size}));
    EXPECT_EQ(layout.at("kernel"), (Partition{"kernel", board.firmware_offset, board.kernel_partition_size}));
    EXPECT_EQ(layout.at("ubi"), (Partition{"ubi", board.ubi_offset(), board.ubi_size()}));
    EXPECT_EQ(layout.flash_size(), 128u << 20);
}

}  // namespace
}  // namespace tetherlab::image
