// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "harness/image/problem.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tetherlab::image {

// OpenWrt's chunks behind a firmware image (openwrt/fwtool 8f7fe92, fwtool.c and fwimage.h): metadata, then
// optionally a signature. Each chunk ends in a 16-byte big-endian trailer and is found from the end of the
// file:
//
//   0 magic "FWx0" | 4 CRC | 8 type: 0 signature, 1 metadata | 9 padding, 3 zero bytes | 12 size of the chunk
//
// The CRC is a CRC-32 without the final XOR over every byte of the file before the trailer, so a signature's
// trailer also covers the metadata. A metadata chunk starts with an 8-byte header, version and flags, both 0.
struct FwtoolChunk {
    std::uint64_t offset = 0;  // of the payload in the file
    base::ByteSpan payload;    // JSON text and newline, or the signature; a view into the image read
};

struct FwtoolChunks {
    std::uint64_t body_size = 0;  // bytes before the first chunk: what was there before fwtool
    std::optional<FwtoolChunk> metadata;
    std::optional<FwtoolChunk> signature;
};

// fwtool's own limits.
inline constexpr std::size_t kMaxMetadata = 30 * 1024;
inline constexpr std::size_t kMaxSignature = 1024;

// Goes from the end of `image` to the metadata, as `fwtool -i` does; chunks of an unknown type are passed
// over. An image that carries none has none, which is no error. Throws FormatError for what fwtool calls "CRC
// error" and "Size error", and for padding that is not zero, which fwtool does not look at.
FwtoolChunks read_fwtool_chunks(base::ByteSpan image);

// As `fwtool -I` and `fwtool -S`. `json` is written as given, with a newline if it has none at its end. Throw
// base::Error above the limits.
void append_metadata(base::Bytes& image, std::string_view json);
void append_signature(base::Bytes& image, base::ByteSpan signature);

}  // namespace tetherlab::image
