// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "harness/image/board.hpp"
#include "harness/image/sge.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace tetherlab::image {

// What the virtual router's U-Boot finds in RAM at power-on. Debian's U-Boot cannot read the flash and knows
// no D-Link insert, so this stands for the part of the vendor's loader that reads the kernel partition and
// compares CRC over 160 bytes and product; U-Boot itself then verifies the data CRC with `bootm` or `iminfo`.
struct LoaderSlice {
    // A plain uImage whose header verifies, data as it lies in the flash, damaged or not. When the loader
    // refuses the kernel: the unchanged kernel partition, so that U-Boot says what it says of such bytes.
    base::Bytes bytes;
    std::optional<SgeHeader> kernel;  // nothing when refused
    std::string refusal;              // why; empty when taken
};

// `partition` is the kernel partition. A kernel longer than it is cut there, which its data CRC then shows.
LoaderSlice take_kernel(base::ByteSpan partition, const Board& board);

// take_kernel() of the kernel partition in the flash image `flash`. Throws base::SystemError when it cannot
// be read, base::Error when the file ends before the partition does.
LoaderSlice read_loader_slice(const std::filesystem::path& flash, const Board& board);

// Whether both headers announce the same data. A kernel in flash for which this is false against the bench's
// own is foreign: it is verified, and the bench's kernel boots in its place.
bool same_kernel(const UimageHeader& a, const UimageHeader& b);

}  // namespace tetherlab::image
