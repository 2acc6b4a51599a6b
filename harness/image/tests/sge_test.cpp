// SPDX-License-Identifier: Apache-2.0
#include "harness/image/sge.hpp"

#include "harness/image/tests/sample.hpp"

#include <gtest/gtest.h>

namespace tetherlab::image {
namespace {

using sample::message_of;

const SgeFields kDir3040{"DIR-3040", "V1.00000", "A1"};

TEST(Sge, WritesTheBytesOfOpenWrtsTool) {
    EXPECT_EQ(insert_sge(sample::uimage(), kDir3040), sample::kernel());
}

TEST(Sge, ReadsTheThreeStrings) {
    EXPECT_EQ(parse_sge_header(sample::kernel()).sge, kDir3040);
}

TEST(Sge, TakenOutAgainLeavesMkimagesBytes) {
    EXPECT_EQ(remove_sge(sample::kernel()), sample::uimage());
}

TEST(Sge, AcceptsAGoodKernelFollowedByPadding) {
    base::Bytes kernel = sample::kernel();
    kernel.resize(4096);
    EXPECT_EQ(check_sge(kernel), std::nullopt);
}

TEST(Sge, SaysWhenAKernelHasOnlyUbootsHeader) {
    const base::Bytes longer = make_uimage(sample::uimage_header(), base::Bytes(200));
    EXPECT_EQ(to_text(*check_sge(longer)),
              "SGE header at 0x40: expected D-Link's 96-byte insert, got a plain uImage without it");
}

TEST(Sge, NamesTheHeaderCrcOver160Bytes) {
    EXPECT_EQ(to_text(*check_sge(sample::flipped(sample::kernel(), 159))),
              "SGE header CRC at 0x4: expected 0xc745a10e, got 0xea474e83");
}

TEST(Sge, NamesTheDataCrcWhereTheDataStarts) {
    EXPECT_EQ(to_text(*check_sge(sample::flipped(sample::kernel(), 165))),
              "uImage data CRC at 0xa0: expected 0xee2ee99c, got 0xc865ef7a");
}

TEST(Sge, NamesDataThatEndsEarly) {
    const base::Bytes kernel = sample::kernel();
    EXPECT_EQ(to_text(*check_sge(base::ByteSpan(kernel).first(170))),
              "uImage data at 0xa0: expected 13 bytes, got 10 bytes");
}

TEST(Sge, RefusesAHeaderCutInsideTheInsert) {
    const base::Bytes kernel = sample::kernel();
    EXPECT_EQ(message_of([&] { parse_sge_header(base::ByteSpan(kernel).first(159)); }),
              "read SGE header at 0x0: expected 160 bytes, got 159 bytes");
}

TEST(Sge, IsNotInsertedTwice) {
    EXPECT_EQ(message_of([] { insert_sge(sample::kernel(), kDir3040); }),
              "read uImage header CRC at 0x4: expected 0x4b0da81b, got 0xea474e83");
}

TEST(Sge, RefusesAStringThatDoesNotFit) {
    EXPECT_EQ(message_of([] {
                  insert_sge(sample::uimage(), {"DIR-3040", "V1.00000 release", "A1 or any later one"});
              }),
              "write SGE hardware version 'A1 or any later one': longer than its 16 bytes");
}

TEST(Sge, TakesDamagedDataOverUnchanged) {
    const base::Bytes damaged = sample::flipped(sample::kernel(), 165);
    EXPECT_EQ(remove_sge(damaged), sample::flipped(sample::uimage(), 69));
}

}  // namespace
}  // namespace tetherlab::image
