// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/bytes.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace tetherlab::base {
namespace {

void require(std::size_t size, std::size_t at, std::size_t width) {
    if (at > size || width > size - at) {
        throw std::out_of_range(fmt::format("{} bytes at offset {} of {}", width, at, size));
    }
}

std::uint32_t byte_at(ByteSpan bytes, std::size_t at) {
    return std::to_integer<std::uint32_t>(bytes[at]);
}

}  // namespace

std::uint8_t read_u8(ByteSpan bytes, std::size_t at) {
    require(bytes.size(), at, 1);
    return static_cast<std::uint8_t>(byte_at(bytes, at));
}

std::uint16_t read_u16_le(ByteSpan bytes, std::size_t at) {
    require(bytes.size(), at, 2);
    return static_cast<std::uint16_t>(byte_at(bytes, at) | byte_at(bytes, at + 1) << 8);
}

std::uint32_t read_u32_le(ByteSpan bytes, std::size_t at) {
    require(bytes.size(), at, 4);
    return byte_at(bytes, at) | byte_at(bytes, at + 1) << 8 | byte_at(bytes, at + 2) << 16 |
           byte_at(bytes, at + 3) << 24;
}

std::uint16_t read_u16_be(ByteSpan bytes, std::size_t at) {
    require(bytes.size(), at, 2);
    return static_cast<std::uint16_t>(byte_at(bytes, at) << 8 | byte_at(bytes, at + 1));
}

std::uint32_t read_u32_be(ByteSpan bytes, std::size_t at) {
    require(bytes.size(), at, 4);
    return byte_at(bytes, at) << 24 | byte_at(bytes, at + 1) << 16 | byte_at(bytes, at + 2) << 8 |
           byte_at(bytes, at + 3);
}

void put_u8(Bytes& out, std::uint8_t value) {
    out.push_back(std::byte{value});
}

void put_u16_le(Bytes& out, std::uint16_t value) {
    put_u8(out, static_cast<std::uint8_t>(value & 0xff));
    put_u8(out, static_cast<std::uint8_t>(value >> 8));
}

void put_u32_be(Bytes& out, std::uint32_t value) {
    out.resize(out.size() + 4);
    write_u32_be(out, out.size() - 4, value);
}

void put(Bytes& out, ByteSpan more) {
    out.insert(out.end(), more.begin(), more.end());
}

void write_u32_be(std::span<std::byte> bytes, std::size_t at, std::uint32_t value) {
    require(bytes.size(), at, 4);
    for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<std::byte>(value >> (24 - 8 * i));
}

ByteSpan as_bytes(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

std::string_view as_text(ByteSpan bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string hex_text(ByteSpan bytes, std::string_view separator) {
    std::string text;
    for (const std::byte each : bytes) {
        if (!text.empty()) text += separator;
        text += fmt::format("{:02x}", std::to_integer<int>(each));
    }
    return text;
}

}  // namespace tetherlab::base
