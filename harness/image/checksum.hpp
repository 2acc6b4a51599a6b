// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"

#include <cstdint>

namespace tetherlab::image {

// The CRC-32 of zlib, Ethernet and U-Boot: reflected 0xEDB88320, initial value and final XOR 0xFFFFFFFF.
std::uint32_t crc32(base::ByteSpan bytes);

}  // namespace tetherlab::image
