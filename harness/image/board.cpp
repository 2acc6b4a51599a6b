// SPDX-License-Identifier: Apache-2.0
#include "harness/image/board.hpp"

#include <algorithm>

namespace tetherlab::image {
namespace {

constexpr std::size_t kMiB = 1024 * 1024;

// Blocks that UBI does not give to volumes: 2 for the volume table, 1 for wear levelling, 1 for atomic
// changes (drivers/mtd/ubi/build.c and vtbl.c, Linux 6.1), and 20 kept against bad blocks of the 1024 of this
// chip (CONFIG_MTD_UBI_BEB_LIMIT=20, taken from the whole chip).
constexpr std::size_t kUbiReservedBlocks = 24;

// The least that UBIFS mounts (UBIFS_MIN_LEB_CNT in fs/ubifs/ubifs-media.h, Linux 6.1).
constexpr std::size_t kLeastDataBlocks = 17;

}  // namespace

std::string Board::file_name() const {
    std::string result = name;
    std::ranges::replace(result, ',', '_');
    return result;
}

bool Board::has_room() const {
    constexpr std::size_t kOwnBlocks = kUbiReservedBlocks + kLeastDataBlocks;
    return firmware_size / kNandBlock > kernel_partition_size / kNandBlock + kOwnBlocks;
}

std::size_t Board::max_root_size() const {
    return (ubi_size() / kNandBlock - kUbiReservedBlocks - kLeastDataBlocks) * kLogicalBlock;
}

Board virtual_dir_3040() {
    return {.name = "dlink,dir-3040-a1",
            .compat_version = "1.1",
            .sge = {"DIR-3040", "V1.00000", "A1"},
            .firmware_offset = 0x180000,
            .firmware_size = 40 * kMiB,
            .kernel_partition_size = 6 * kMiB,
            .load_address = std::nullopt};
}

}  // namespace tetherlab::image
