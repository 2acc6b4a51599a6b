// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/image/sge.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace tetherlab::image {

// NAND as UBI sees it: Winbond W29N01HV, 128 KiB blocks of 2048-byte pages without sub-pages.
inline constexpr std::size_t kNandPage = 2048;
inline constexpr std::size_t kNandBlock = 128 * 1024;
inline constexpr std::size_t kLogicalBlock =
    kNandBlock - 2 * kNandPage;  // without the EC and VID header pages

// What an image has to fit.
struct Board {
    std::string name;            // device tree compatible, "dlink,dir-3040-a1"
    std::string compat_version;  // of the configuration the board starts with
    SgeFields sge;               // what its kernels carry; the loader compares the product
    std::size_t firmware_offset = 0;
    std::size_t firmware_size = 0;
    std::size_t kernel_partition_size = 0;      // from the start of firmware to where UBI begins
    std::optional<std::uint32_t> load_address;  // of the kernel; nothing where the loader takes any

    // The name as directories and file names have it: "dlink_dir-3040-a1".
    std::string file_name() const;

    std::size_t ubi_offset() const { return firmware_offset + kernel_partition_size; }

    std::size_t ubi_size() const { return firmware_size - kernel_partition_size; }

    // Whether a root file system fits beside what UBI and rootfs_data need.
    bool has_room() const;

    // The largest root file system for which sysupgrade can still make a rootfs_data volume.
    std::size_t max_root_size() const;
};

// The virtual router: lab/boards/dir-3040-a1.yaml, except that UBI starts at 6 MiB because Debian's malta
// kernel is 4.96 MB, and that malta kernels are linked to an address that changes with their size.
Board virtual_dir_3040();

}  // namespace tetherlab::image
