// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "harness/image/problem.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace tetherlab::image {

// U-Boot's legacy image: a 64-byte big-endian header, then the data (u-boot include/image.h, struct
// legacy_img_hdr, 2023.01).
//
//   0 magic 0x27051956 | 4 header CRC | 8 time | 12 data size | 16 load | 20 entry | 24 data CRC
//   28 os | 29 architecture | 30 type | 31 compression | 32 name, 32 bytes, NUL-padded
//
// The header CRC is the CRC-32 of the header with its own field zero.
struct UimageHeader {
    std::uint32_t header_crc = 0;
    std::uint32_t time = 0;       // seconds since 1970
    std::uint32_t data_size = 0;  // bytes
    std::uint32_t load_address = 0;
    std::uint32_t entry_point = 0;
    std::uint32_t data_crc = 0;
    std::uint8_t os = kOsLinux;
    std::uint8_t architecture = kArchitectureMips;
    std::uint8_t type = kTypeKernel;
    std::uint8_t compression = 0;  // 0 none, 1 gzip, 3 lzma
    std::string name;              // at most 32 bytes

    static constexpr std::uint8_t kOsLinux = 5;
    static constexpr std::uint8_t kArchitectureMips = 5;
    static constexpr std::uint8_t kTypeKernel = 2;

    bool operator==(const UimageHeader&) const = default;
};

inline constexpr std::uint32_t kUimageMagic = 0x27051956;
inline constexpr std::size_t kUimageHeaderSize = 64;

// Throws FormatError when `image` is shorter than a header or does not start with the magic. Checks no CRC.
UimageHeader parse_uimage_header(base::ByteSpan image);

// The CRC that belongs at offset 4 of `header`, taken over all its bytes: 64 here, 160 with D-Link's insert.
// Throws std::out_of_range below 8 bytes.
std::uint32_t uimage_header_crc(base::ByteSpan header);

// Nothing when the CRC over the first 64 bytes of `image` is the one stored there.
std::optional<Problem> check_uimage_header(base::ByteSpan image);

// Nothing when `data`, which starts behind the header and may be longer, holds the bytes `header` promises.
// Offsets count from the start of `data`.
std::optional<Problem> check_uimage_data(const UimageHeader& header, base::ByteSpan data);

// Header and data; size and both CRCs are computed, the values in `header` ignored.
base::Bytes make_uimage(const UimageHeader& header, base::ByteSpan data);

}  // namespace tetherlab::image
