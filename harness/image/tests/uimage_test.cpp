// SPDX-License-Identifier: Apache-2.0
#include "harness/image/uimage.hpp"

#include "harness/image/tests/sample.hpp"

#include <gtest/gtest.h>

namespace tetherlab::image {
namespace {

using sample::message_of;

TEST(Uimage, ReadsEveryFieldThatMkimageWrote) {
    EXPECT_EQ(parse_uimage_header(sample::uimage()), sample::uimage_header());
}

TEST(Uimage, WritesTheBytesThatMkimageWrites) {
    EXPECT_EQ(make_uimage(sample::uimage_header(), base::as_bytes("hello kernel\n")), sample::uimage());
}

TEST(Uimage, RefusesLessThanAHeader) {
    const base::Bytes image = sample::uimage();
    EXPECT_EQ(message_of([&] { parse_uimage_header(base::ByteSpan(image).first(63)); }),
              "read uImage header at 0x0: expected 64 bytes, got 63 bytes");
}

TEST(Uimage, RefusesAnErasedFlashByItsMagic) {
    EXPECT_EQ(message_of([] { parse_uimage_header(base::Bytes(64, std::byte{0xff})); }),
              "read uImage magic at 0x0: expected 0x27051956, got 0xffffffff");
}

TEST(Uimage, ShowsUnprintableNameBytesAsQuestionMarks) {
    base::Bytes image = sample::uimage();
    image[32] = std::byte{0x1b};
    image[33] = std::byte{0xff};
    EXPECT_EQ(parse_uimage_header(image).name, "??PS OpenWrt Linux-6.18.44");
}

TEST(Uimage, AcceptsAGoodHeaderAndNamesTheCrcOfABadOne) {
    EXPECT_EQ(check_uimage_header(sample::uimage()), std::nullopt);
    EXPECT_EQ(to_text(*check_uimage_header(sample::flipped(sample::uimage(), 63))),
              "uImage header CRC at 0x4: expected 0x660f4796, got 0x4b0da81b");
}

TEST(Uimage, AcceptsDataFollowedByOtherBytes) {
    EXPECT_EQ(check_uimage_data(sample::uimage_header(), base::as_bytes("hello kernel\n\xff\xff")),
              std::nullopt);
}

TEST(Uimage, NamesTheDataCrc) {
    EXPECT_EQ(to_text(*check_uimage_data(sample::uimage_header(), base::as_bytes("hello colonel"))),
              "uImage data CRC at 0x0: expected 0xee2ee99c, got 0x62705ade");
}

TEST(Uimage, NamesTheLengthOfDataThatEndsEarly) {
    EXPECT_EQ(to_text(*check_uimage_data(sample::uimage_header(), base::as_bytes("hello"))),
              "uImage data at 0x0: expected 13 bytes, got 5 bytes");
}

}  // namespace
}  // namespace tetherlab::image
