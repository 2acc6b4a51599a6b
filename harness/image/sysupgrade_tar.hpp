// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "harness/image/problem.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace tetherlab::image {

// A member of the tar: a view into the archive read.
struct TarMember {
    std::uint64_t offset = 0;  // of the data in the archive
    base::ByteSpan data;
};

// The tar in a sysupgrade image (openwrt/openwrt 3d1645e, scripts/sysupgrade-tar.sh): a directory
// sysupgrade-BOARD/ with CONTROL, kernel and root. sysupgrade takes the first directory of that name, ignores
// how reading the members ends, and has made the old kernel invalid before it looks for root: hence a reader
// stricter than tar.
struct SysupgradeTar {
    std::string board;  // behind "sysupgrade-", with '_' where the device tree has ','
    std::optional<TarMember> control;
    std::optional<TarMember> kernel;
    std::optional<TarMember> root;
};

// `archive` is the image without its fwtool chunks. Throws FormatError when it is no tar or a damaged one,
// ends early, holds anything but plain files and directories, or has no or several sysupgrade-*/ directories.
SysupgradeTar read_sysupgrade_tar(base::ByteSpan archive);

// Nothing when CONTROL is there and names the board of its directory.
std::optional<Problem> check_control(const SysupgradeTar& tar);

// Writes the same bytes for the same arguments: members in the order of their names, owner 0, mode 0755 and
// 0644, `modified` as every time, zero-padded to 10240 bytes. `root` is padded to 1024 bytes as the script
// does.
base::Bytes make_sysupgrade_tar(const std::string& board, base::ByteSpan kernel, base::ByteSpan root,
                                std::chrono::sys_seconds modified);

}  // namespace tetherlab::image
