// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::base {

using Bytes = std::vector<std::byte>;
using ByteSpan = std::span<const std::byte>;

// The readers throw std::out_of_range when `at` + width passes the end; parsers check lengths first and give
// their own message.
std::uint8_t read_u8(ByteSpan bytes, std::size_t at);
std::uint16_t read_u16_le(ByteSpan bytes, std::size_t at);
std::uint32_t read_u32_le(ByteSpan bytes, std::size_t at);
std::uint16_t read_u16_be(ByteSpan bytes, std::size_t at);
std::uint32_t read_u32_be(ByteSpan bytes, std::size_t at);

// Append to `out`, in the byte order named.
void put_u8(Bytes& out, std::uint8_t value);
void put_u16_le(Bytes& out, std::uint16_t value);
void put_u32_be(Bytes& out, std::uint32_t value);
void put(Bytes& out, ByteSpan more);

// Overwrite in place; throws std::out_of_range like the readers.
void write_u32_be(std::span<std::byte> bytes, std::size_t at, std::uint32_t value);

ByteSpan as_bytes(std::string_view text);
std::string_view as_text(ByteSpan bytes);

// "12011002", or "12 01 10 02" with a blank as separator.
std::string hex_text(ByteSpan bytes, std::string_view separator = "");

}  // namespace tetherlab::base
