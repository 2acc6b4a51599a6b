// SPDX-License-Identifier: Apache-2.0
#include "harness/image/tests/sample.hpp"

#include "harness/image/fwtool.hpp"
#include "harness/image/sge.hpp"
#include "harness/image/sysupgrade_tar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <numeric>

namespace tetherlab::image::sample {
namespace {

constexpr std::size_t kBlock = 512;
constexpr std::chrono::sys_seconds kModified{std::chrono::seconds{1700000000}};

void write_text(base::Bytes& block, std::size_t at, std::string_view text) {
    std::ranges::copy(base::as_bytes(text), block.begin() + static_cast<std::ptrdiff_t>(at));
}

}  // namespace

Board dir_3040() {
    Board board = virtual_dir_3040();
    board.kernel_partition_size = std::size_t{4} << 20;
    board.load_address = 0x80001000;
    return board;
}

base::Bytes from_hex(std::string_view text) {
    std::string digits(text);
    std::erase_if(digits, [](char c) { return c == ' ' || c == '\n'; });
    base::Bytes bytes;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        base::put_u8(bytes, static_cast<std::uint8_t>(std::stoi(digits.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

base::Bytes flipped(base::Bytes bytes, std::size_t offset) {
    bytes.at(offset) ^= std::byte{0xff};
    return bytes;
}

UimageHeader uimage_header() {
    return {.header_crc = 0x4b0da81b,
            .time = 1700000000,
            .data_size = 13,
            .load_address = 0x80001000,
            .entry_point = 0x80001000,
            .data_crc = 0xee2ee99c,
            .compression = 3,
            .name = "MIPS OpenWrt Linux-6.18.44"};
}

base::Bytes uimage() {
    return from_hex(
        "27051956 4b0da81b 6553f100 0000000d 80001000 80001000 ee2ee99c 05050203"
        "4d495053204f70656e577274204c696e75782d362e31382e3434000000000000"
        "68656c6c6f206b65726e656c0a");
}

base::Bytes kernel() {
    return from_hex(
        "27051956 ea474e83 6553f100 0000000d 80001000 80001000 ee2ee99c 05050203"
        "4d495053204f70656e577274204c696e75782d362e31382e3434000000000000"
        "4449522d333034300000000000000000 00000000000000000000000000000000"
        "00000000000000000000000000000000 00000000000000000000000000000000"
        "56312e30303030300000000000000000 41310000000000000000000000000000"
        "68656c6c6f206b65726e656c0a");
}

base::Bytes root() {
    base::Bytes bytes(1000, std::byte{0x5a});
    write_text(bytes, 0, "hsqs");
    std::ranges::copy(from_hex("e803000000000000"), bytes.begin() + 40);
    return bytes;
}

Metadata metadata() {
    return {.compat_version = "1.1",
            .compat_message = "Config cannot be migrated from swconfig to DSA",
            .devices = {"dlink,dir-3040-a1"},
            .version = {"OpenWrt", "SNAPSHOT", "r34567-abcdef0123", "ramips/mt7621", "dlink_dir-3040-a1"}};
}

base::Bytes tar(base::ByteSpan kernel, base::ByteSpan root) {
    return make_sysupgrade_tar("dlink_dir-3040-a1", kernel, root, kModified);
}

base::Bytes tar() {
    return tar(kernel(), root());
}

base::Bytes sealed(base::Bytes body) {
    append_metadata(body, to_json(metadata()));
    return body;
}

base::Bytes image() {
    return sealed(tar());
}

base::Bytes tar_member(std::string_view name, char type, std::string_view data) {
    base::Bytes block(kBlock);
    write_text(block, 0, name);
    write_text(block, 100, "0000644");
    write_text(block, 108, "0000000");
    write_text(block, 116, "0000000");
    write_text(block, 124, fmt::format("{:011o}", data.size()));
    write_text(block, 136, "14524761600");
    write_text(block, 148, "        ");  // the checksum counts itself as blanks
    write_text(block, 156, std::string(1, type));
    write_text(block, 257, "ustar  ");
    const int sum = std::accumulate(block.begin(), block.end(), 0, [](int total, std::byte byte) {
        return total + std::to_integer<int>(byte);
    });
    write_text(block, 148, fmt::format("{:06o}", sum));
    block[154] = std::byte{0};
    base::put(block, base::as_bytes(data));
    block.resize((block.size() + kBlock - 1) / kBlock * kBlock);
    return block;
}

base::Bytes tar_end() {
    return base::Bytes(2 * kBlock);
}

base::Bytes joined(std::initializer_list<base::Bytes> parts) {
    base::Bytes all;
    for (const base::Bytes& part : parts) base::put(all, part);
    return all;
}

}  // namespace tetherlab::image::sample
