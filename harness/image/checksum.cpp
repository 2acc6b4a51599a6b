// SPDX-License-Identifier: Apache-2.0
#include "harness/image/checksum.hpp"

#include <zlib.h>

namespace tetherlab::image {

std::uint32_t crc32(base::ByteSpan bytes) {
    const auto* data = reinterpret_cast<const Bytef*>(bytes.data());
    return static_cast<std::uint32_t>(::crc32_z(::crc32_z(0, nullptr, 0), data, bytes.size()));
}

}  // namespace tetherlab::image
