// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "harness/image/board.hpp"
#include "harness/image/flash_layout.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace tetherlab::image {

using MacAddress = std::array<std::byte, 6>;

// "02:00:5e:00:30:40". Throws base::Error for anything else, and for a multicast address.
MacAddress parse_mac_address(std::string_view text);

// What the firmware partition holds after recovery.bin was written: the kernel zero-padded to the kernel
// partition, then the UBI image. Throws base::Error when either does not fit.
base::Bytes make_firmware(const Board& board, base::ByteSpan kernel, base::ByteSpan ubi);

// The whole NAND as the router leaves the factory: erased (0xFF) except the firmware and the base MAC address
// in the factory partition at 0xe000, from which OpenWrt derives all others. Throws base::Error when `layout`
// puts the firmware elsewhere than `board` does.
base::Bytes make_flash_image(const FlashLayout& layout, const Board& board, base::ByteSpan firmware,
                             const MacAddress& base_mac);

}  // namespace tetherlab::image
