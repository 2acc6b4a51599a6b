// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "gadget/base/deadline.hpp"

#include <filesystem>

namespace tetherlab::image {

// The UBI image OpenWrt's build puts into recovery.bin: volume 0 `rootfs` with the squashfs in `root`, volume
// 1 `rootfs_data`, 1 MiB and empty, which grows over the rest of the partition when it is first attached.
// Made by mtd-utils' ubinize for the NAND in board.hpp, with a fixed image sequence number so that equal
// input gives equal output. Throws base::Error with what ubinize said, base::TimeoutError.
base::Bytes make_ubi(const std::filesystem::path& root, const base::Deadline& deadline);

}  // namespace tetherlab::image
