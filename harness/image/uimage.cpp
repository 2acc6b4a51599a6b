// SPDX-License-Identifier: Apache-2.0
#include "harness/image/uimage.hpp"

#include "harness/image/checksum.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::image {
namespace {

constexpr std::size_t kHeaderCrcAt = 4;
constexpr std::size_t kNameAt = 32;
constexpr std::size_t kNameSize = 32;

}  // namespace

UimageHeader parse_uimage_header(base::ByteSpan image) {
    if (image.size() < kUimageHeaderSize) {
        throw FormatError({"uImage header", 0, fmt::format("{} bytes", kUimageHeaderSize),
                           fmt::format("{} bytes", image.size())});
    }
    if (const std::uint32_t magic = base::read_u32_be(image, 0); magic != kUimageMagic) {
        throw FormatError({"uImage magic", 0, hex(kUimageMagic), hex(magic)});
    }
    UimageHeader header;
    header.header_crc = base::read_u32_be(image, kHeaderCrcAt);
    header.time = base::read_u32_be(image, 8);
    header.data_size = base::read_u32_be(image, 12);
    header.load_address = base::read_u32_be(image, 16);
    header.entry_point = base::read_u32_be(image, 20);
    header.data_crc = base::read_u32_be(image, 24);
    header.os = base::read_u8(image, 28);
    header.architecture = base::read_u8(image, 29);
    header.type = base::read_u8(image, 30);
    header.compression = base::read_u8(image, 31);
    header.name = field_text(image.subspan(kNameAt, kNameSize));
    return header;
}

std::uint32_t uimage_header_crc(base::ByteSpan header) {
    base::Bytes copy(header.begin(), header.end());
    base::write_u32_be(copy, kHeaderCrcAt, 0);
    return crc32(copy);
}

std::optional<Problem> check_uimage_header(base::ByteSpan image) {
    const std::uint32_t stored = parse_uimage_header(image).header_crc;
    const std::uint32_t computed = uimage_header_crc(image.first(kUimageHeaderSize));
    if (stored == computed) return std::nullopt;
    return Problem{"uImage header CRC", kHeaderCrcAt, hex(computed), hex(stored)};
}

std::optional<Problem> check_uimage_data(const UimageHeader& header, base::ByteSpan data) {
    if (data.size() < header.data_size) {
        return Problem{"uImage data", 0, fmt::format("{} bytes", header.data_size),
                       fmt::format("{} bytes", data.size())};
    }
    const std::uint32_t computed = crc32(data.first(header.data_size));
    if (computed == header.data_crc) return std::nullopt;
    return Problem{"uImage data CRC", 0, hex(header.data_crc), hex(computed)};
}

base::Bytes make_uimage(const UimageHeader& header, base::ByteSpan data) {
    base::Bytes image;
    image.reserve(kUimageHeaderSize + data.size());
    base::put_u32_be(image, kUimageMagic);
    base::put_u32_be(image, 0);
    base::put_u32_be(image, header.time);
    base::put_u32_be(image, static_cast<std::uint32_t>(data.size()));
    base::put_u32_be(image, header.load_address);
    base::put_u32_be(image, header.entry_point);
    base::put_u32_be(image, crc32(data));
    base::put_u8(image, header.os);
    base::put_u8(image, header.architecture);
    base::put_u8(image, header.type);
    base::put_u8(image, header.compression);
    base::put(image, base::as_bytes(header.name).first(std::min(header.name.size(), kNameSize)));
    image.resize(kUimageHeaderSize);
    base::write_u32_be(image, kHeaderCrcAt, uimage_header_crc(image));
    base::put(image, data);
    return image;
}

}  // namespace tetherlab::image
