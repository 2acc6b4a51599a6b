// SPDX-License-Identifier: Apache-2.0
#include "harness/image/sge.hpp"

#include <fmt/format.h>

#include <string_view>

namespace tetherlab::image {
namespace {

constexpr std::size_t kHeaderCrcAt = 4;
constexpr std::size_t kProductAt = 64;
constexpr std::size_t kProductSize = 64;
constexpr std::size_t kSoftwareAt = 128;
constexpr std::size_t kHardwareAt = 144;
constexpr std::size_t kVersionSize = 16;

void put_field(base::Bytes& out, std::string_view field, const std::string& text, std::size_t size) {
    if (text.size() > size) {
        throw base::Error("write", fmt::format("SGE {} '{}'", field, text),
                          fmt::format("longer than its {} bytes", size));
    }
    base::put(out, base::as_bytes(text));
    out.resize(out.size() + size - text.size());
}

}  // namespace

SgeHeader parse_sge_header(base::ByteSpan image) {
    SgeHeader header{parse_uimage_header(image), {}};
    if (image.size() < kSgeHeaderSize) {
        throw FormatError({"SGE header", 0, fmt::format("{} bytes", kSgeHeaderSize),
                           fmt::format("{} bytes", image.size())});
    }
    header.sge.product = field_text(image.subspan(kProductAt, kProductSize));
    header.sge.software_version = field_text(image.subspan(kSoftwareAt, kVersionSize));
    header.sge.hardware_version = field_text(image.subspan(kHardwareAt, kVersionSize));
    return header;
}

std::optional<Problem> check_sge_header(base::ByteSpan image) {
    const std::uint32_t stored = parse_sge_header(image).uimage.header_crc;
    const std::uint32_t computed = uimage_header_crc(image.first(kSgeHeaderSize));
    if (stored == computed) return std::nullopt;
    if (!check_uimage_header(image)) {
        return Problem{"SGE header", kUimageHeaderSize, "D-Link's 96-byte insert",
                       "a plain uImage without it"};
    }
    return Problem{"SGE header CRC", kHeaderCrcAt, hex(computed), hex(stored)};
}

std::optional<Problem> check_sge(base::ByteSpan image) {
    if (auto problem = check_sge_header(image)) return problem;
    auto problem = check_uimage_data(parse_uimage_header(image), image.subspan(kSgeHeaderSize));
    if (problem) problem->offset += kSgeHeaderSize;
    return problem;
}

base::Bytes insert_sge(base::ByteSpan uimage, const SgeFields& fields) {
    if (const auto problem = check_uimage_header(uimage)) throw FormatError(*problem);
    base::Bytes image;
    image.reserve(uimage.size() + kSgeInsertSize);
    base::put(image, uimage.first(kUimageHeaderSize));
    put_field(image, "product", fields.product, kProductSize);
    put_field(image, "software version", fields.software_version, kVersionSize);
    put_field(image, "hardware version", fields.hardware_version, kVersionSize);
    base::write_u32_be(image, kHeaderCrcAt, uimage_header_crc(image));
    base::put(image, uimage.subspan(kUimageHeaderSize));
    return image;
}

base::Bytes remove_sge(base::ByteSpan image) {
    parse_sge_header(image);
    base::Bytes uimage;
    uimage.reserve(image.size() - kSgeInsertSize);
    base::put(uimage, image.first(kUimageHeaderSize));
    base::write_u32_be(uimage, kHeaderCrcAt, uimage_header_crc(uimage));
    base::put(uimage, image.subspan(kSgeHeaderSize));
    return uimage;
}

}  // namespace tetherlab::image
