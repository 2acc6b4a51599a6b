// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "harness/image/problem.hpp"
#include "harness/image/uimage.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace tetherlab::image {

// D-Link's insert between a uImage header and its data, 96 bytes (openwrt/firmware-utils d21804a,
// src/uimage_sgehdr.c):
//
//   64 product, 64 bytes | 128 software version, 16 bytes | 144 hardware version, 16 bytes | 160 data
//
// The header CRC is then taken over all 160 bytes; data size and data CRC stay as they were. So `mkimage -l`,
// which checks 64 bytes, calls a good image bad.
struct SgeFields {
    std::string product;
    std::string software_version;
    std::string hardware_version;

    bool operator==(const SgeFields&) const = default;
};

struct SgeHeader {
    UimageHeader uimage;
    SgeFields sge;

    bool operator==(const SgeHeader&) const = default;
};

inline constexpr std::size_t kSgeInsertSize = 96;
inline constexpr std::size_t kSgeHeaderSize = kUimageHeaderSize + kSgeInsertSize;

// Throws FormatError when `image` is shorter than 160 bytes or does not start with the uImage magic. Checks
// no CRC.
SgeHeader parse_sge_header(base::ByteSpan image);

// Nothing when the CRC over 160 bytes is right. Says so when the image is a plain uImage without the insert.
std::optional<Problem> check_sge_header(base::ByteSpan image);

// Nothing when D-Link's loader and Linux would take header and data. The data is looked at only if the header
// is right, because size and CRC stand there. Bytes behind the data are ignored.
std::optional<Problem> check_sge(base::ByteSpan image);

// Throws FormatError when `uimage` is no plain uImage with a good header CRC, base::Error when a string does
// not fit its field.
base::Bytes insert_sge(base::ByteSpan uimage, const SgeFields& fields);

// The plain uImage with its header CRC over 64 bytes, which U-Boot's own bootm and iminfo verify. Data and
// data CRC are taken over as they are, damaged or not. Throws FormatError like parse_sge_header.
base::Bytes remove_sge(base::ByteSpan image);

}  // namespace tetherlab::image
