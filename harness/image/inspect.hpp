// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "gadget/base/deadline.hpp"
#include "harness/image/board.hpp"
#include "harness/image/metadata.hpp"
#include "harness/image/packages.hpp"
#include "harness/image/problem.hpp"
#include "harness/image/sge.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tetherlab::image {

// Everything a sysupgrade image says about itself and everything that is wrong with it for one board. What
// could not be read is absent; there is a problem that says why.
struct Inspection {
    std::uint64_t size = 0;
    std::optional<Metadata> metadata;
    bool signed_image = false;
    bool keeps_settings = false;  // sysupgrade accepts it without -n
    std::string board_directory;  // sysupgrade-BOARD/ in the tar, without "sysupgrade-"
    std::optional<SgeHeader> kernel;
    std::uint64_t kernel_size = 0;  // of the tar member, header included
    std::uint64_t kernel_room = 0;  // the board's kernel partition
    std::uint64_t root_offset = 0;  // of the squashfs in the file
    std::uint64_t root_size = 0;
    std::optional<Packages> packages;  // only by inspect_file, and only of a sound root file system
    std::vector<Problem> problems;     // in the order of the file, whole-file checks first

    bool flashable() const { return problems.empty(); }
};

// Refuses what the router's own sysupgrade refuses, with its words, and also what it would write and then not
// boot: it invalidates the old kernel without a look at the new kernel and root (openwrt/openwrt 3d1645e,
// package/base-files/files/lib/upgrade/nand.sh).
Inspection inspect(base::ByteSpan image, const Board& board);

// inspect() of a file, with the packages in its root file system. Throws base::SystemError when it cannot be
// read, and like Squashfs.
Inspection inspect_file(const std::filesystem::path& file, const Board& board,
                        const base::Deadline& deadline);

// "SGE header CRC at 0xa04: expected …, got …", one problem a line.
std::string refusal_text(const Inspection& inspection);

}  // namespace tetherlab::image
