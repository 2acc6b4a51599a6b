// SPDX-License-Identifier: Apache-2.0
#include "harness/image/fwtool.hpp"

#include "harness/image/checksum.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::image {
namespace {

constexpr std::uint32_t kMagic = 0x46577830;  // "FWx0"
constexpr std::size_t kTrailerSize = 16;
constexpr std::size_t kMetadataHeaderSize = 8;
constexpr std::uint8_t kTypeSignature = 0;
constexpr std::uint8_t kTypeMetadata = 1;
constexpr std::size_t kMaxChunk =
    kMaxMetadata + kMaxSignature + 1024;  // fwtool's BUFLEN, without the trailer

struct Trailer {
    std::uint8_t type = 0;
    std::size_t payload_size = 0;  // bytes between the start of the chunk and the trailer
};

std::uint32_t fwtool_crc(base::ByteSpan bytes) {
    return ~crc32(bytes);
}

// The trailer at the end of `image`, or nothing when there is none.
std::optional<Trailer> read_trailer(base::ByteSpan image) {
    if (image.size() < kTrailerSize) return std::nullopt;
    const std::size_t at = image.size() - kTrailerSize;
    const base::ByteSpan trailer = image.subspan(at);
    if (base::read_u32_be(trailer, 0) != kMagic) return std::nullopt;

    const std::uint32_t stored = base::read_u32_be(trailer, 4);
    if (const std::uint32_t computed = fwtool_crc(image.first(at)); computed != stored) {
        throw FormatError({"fwtool trailer CRC", at + 4, hex(computed), hex(stored)});
    }
    if (const std::uint32_t padding = base::read_u32_be(trailer, 8) & 0xffffff; padding != 0) {
        throw FormatError({"fwtool trailer padding", at + 9, "000000", fmt::format("{:06x}", padding)});
    }
    const std::uint32_t size = base::read_u32_be(trailer, 12);
    if (size < kTrailerSize || size > std::min(image.size(), kMaxChunk + kTrailerSize)) {
        throw FormatError(
            {"fwtool chunk size", at + 12,
             fmt::format("{} to {}", kTrailerSize, std::min(image.size(), kMaxChunk + kTrailerSize)),
             fmt::format("{}", size)});
    }
    return Trailer{base::read_u8(trailer, 8), size - kTrailerSize};
}

bool is_metadata(const Trailer& trailer, base::ByteSpan payload) {
    return trailer.type == kTypeMetadata && payload.size() >= kMetadataHeaderSize &&
           base::read_u32_be(payload, 0) == 0;
}

void append_trailer(base::Bytes& image, std::uint8_t type, std::size_t chunk_start) {
    const std::uint32_t crc = fwtool_crc(image);
    const std::size_t size = image.size() - chunk_start + kTrailerSize;
    base::put_u32_be(image, kMagic);
    base::put_u32_be(image, crc);
    base::put_u32_be(image, static_cast<std::uint32_t>(type) << 24);
    base::put_u32_be(image, static_cast<std::uint32_t>(size));
}

}  // namespace

FwtoolChunks read_fwtool_chunks(base::ByteSpan image) {
    FwtoolChunks chunks;
    base::ByteSpan rest = image;
    while (!chunks.metadata) {
        const std::optional<Trailer> trailer = read_trailer(rest);
        if (!trailer) break;
        const std::size_t start = rest.size() - kTrailerSize - trailer->payload_size;
        const base::ByteSpan payload = rest.subspan(start, trailer->payload_size);
        if (is_metadata(*trailer, payload)) {
            chunks.metadata = FwtoolChunk{start + kMetadataHeaderSize, payload.subspan(kMetadataHeaderSize)};
        } else if (trailer->type == kTypeSignature && !chunks.signature) {
            chunks.signature = FwtoolChunk{start, payload};
        }
        rest = rest.first(start);
    }
    chunks.body_size = rest.size();
    return chunks;
}

void append_metadata(base::Bytes& image, std::string_view json) {
    const bool newline_missing = !json.ends_with('\n');
    if (json.size() + (newline_missing ? 1 : 0) > kMaxMetadata) {
        throw base::Error("append", "image metadata",
                          fmt::format("longer than fwtool's {} bytes", kMaxMetadata));
    }
    const std::size_t start = image.size();
    image.resize(start + kMetadataHeaderSize);
    base::put(image, base::as_bytes(json));
    if (newline_missing) base::put(image, base::as_bytes("\n"));
    append_trailer(image, kTypeMetadata, start);
}

void append_signature(base::Bytes& image, base::ByteSpan signature) {
    if (signature.size() > kMaxSignature) {
        throw base::Error("append", "image signature",
                          fmt::format("longer than fwtool's {} bytes", kMaxSignature));
    }
    const std::size_t start = image.size();
    base::put(image, signature);
    append_trailer(image, kTypeSignature, start);
}

}  // namespace tetherlab::image
