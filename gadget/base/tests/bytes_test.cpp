// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/bytes.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace tetherlab::base {
namespace {

TEST(Bytes, ReadInBothOrders) {
    const ByteSpan bytes = as_bytes("\x01\x02\x03\x04");
    EXPECT_EQ(read_u32_be(bytes, 0), 0x01020304U);
    EXPECT_EQ(read_u32_le(bytes, 0), 0x04030201U);
    EXPECT_EQ(read_u16_be(bytes, 1), 0x0203U);
    EXPECT_EQ(read_u16_le(bytes, 1), 0x0302U);
}

TEST(Bytes, AreNotReadPastTheEnd) {
    EXPECT_THROW(read_u32_be(as_bytes("abc"), 0), std::out_of_range);
    EXPECT_THROW(read_u8(as_bytes("abc"), static_cast<std::size_t>(-1)), std::out_of_range);
}

TEST(Bytes, WrittenBigEndianReadBack) {
    Bytes out;
    put_u32_be(out, 0xdeadbeef);
    EXPECT_EQ(read_u32_be(out, 0), 0xdeadbeefU);
}

TEST(Bytes, AreWrittenInHexadecimalDigits) {
    const Bytes bytes{std::byte{0x12}, std::byte{0x01}, std::byte{0xfe}};
    EXPECT_EQ(hex_text(bytes), "1201fe");
    EXPECT_EQ(hex_text(bytes, " "), "12 01 fe");
    EXPECT_EQ(hex_text({}), "");
}

}  // namespace
}  // namespace tetherlab::base
