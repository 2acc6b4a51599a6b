// SPDX-License-Identifier: Apache-2.0
#include "harness/image/flash_image.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace tetherlab::image {
namespace {

constexpr std::byte kErased{0xff};
constexpr std::size_t kBaseMacAt = 0xe000;  // openwrt/openwrt 3d1645e, mt7621_dlink_dir_nand_128m.dtsi
constexpr std::byte kMulticastBit{0x01};

void require_fit(std::string_view what, std::size_t size, std::size_t limit) {
    if (size <= limit) return;
    throw base::Error("make firmware", std::string(what), fmt::format("{} bytes, room for {}", size, limit));
}

void require_same(const Partition& in_layout, const Partition& on_board) {
    if (in_layout == on_board) return;
    throw base::Error("make flash image", in_layout.name,
                      fmt::format("{:#x}+{:#x} in the layout, {:#x}+{:#x} on the board", in_layout.offset,
                                  in_layout.size, on_board.offset, on_board.size));
}

void copy_to(base::Bytes& flash, std::size_t offset, base::ByteSpan bytes) {
    std::ranges::copy(bytes, flash.begin() + static_cast<std::ptrdiff_t>(offset));
}

}  // namespace

MacAddress parse_mac_address(std::string_view text) {
    const std::vector<std::string> octets = base::split(text, ':');
    MacAddress mac{};
    bool good = octets.size() == mac.size();
    for (std::size_t i = 0; good && i < mac.size(); ++i) {
        const char* end = octets[i].data() + octets[i].size();
        std::uint8_t value = 0;
        good = octets[i].size() == 2 && std::from_chars(octets[i].data(), end, value, 16).ptr == end;
        mac[i] = std::byte{value};
    }
    if (!good)
        throw base::Error("read", fmt::format("MAC address '{}'", text),
                          "expected six octets xx:xx:xx:xx:xx:xx");
    if ((mac[0] & kMulticastBit) != std::byte{0}) {
        throw base::Error("read", fmt::format("MAC address '{}'", text), "it is a multicast address");
    }
    return mac;
}

base::Bytes make_firmware(const Board& board, base::ByteSpan kernel, base::ByteSpan ubi) {
    require_fit("kernel", kernel.size(), board.kernel_partition_size);
    require_fit("UBI image", ubi.size(), board.ubi_size());
    base::Bytes firmware(kernel.begin(), kernel.end());
    firmware.resize(board.kernel_partition_size);
    base::put(firmware, ubi);
    return firmware;
}

base::Bytes make_flash_image(const FlashLayout& layout, const Board& board, base::ByteSpan firmware,
                             const MacAddress& base_mac) {
    const Partition& partition = layout.at("firmware");
    require_same(partition, {"firmware", board.firmware_offset, board.firmware_size});
    require_same(layout.at("ubi"), {"ubi", board.ubi_offset(), board.ubi_size()});
    require_fit("firmware", firmware.size(), partition.size);
    base::Bytes flash(layout.flash_size(), kErased);
    copy_to(flash, layout.at("factory").offset + kBaseMacAt, base_mac);
    copy_to(flash, partition.offset, firmware);
    return flash;
}

}  // namespace tetherlab::image
