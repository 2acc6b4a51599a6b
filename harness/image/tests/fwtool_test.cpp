// SPDX-License-Identifier: Apache-2.0
#include "harness/image/fwtool.hpp"

#include "harness/image/tests/sample.hpp"

#include <gmock/gmock.h>

namespace tetherlab::image {
namespace {

using sample::flipped;
using sample::from_hex;
using sample::message_of;

// printf 'firmware\n' >FILE; printf '{"a":1}\n' | fwtool -I - FILE; printf sig | fwtool -S - FILE
// (openwrt/fwtool 8f7fe92; the first 41 bytes after the first, all 60 after the second)
base::Bytes signed_file() {
    return from_hex(
        "6669726d776172650a 0000000000000000 7b2261223a317d0a 46577830 81feafac 01000000 00000020"
        "736967 46577830 ae6e2263 00000000 00000013");
}

base::Bytes unsigned_file() {
    base::Bytes file = signed_file();
    file.resize(41);
    return file;
}

base::Bytes firmware() {
    base::Bytes file = signed_file();
    file.resize(9);
    return file;
}

TEST(Fwtool, WritesTheBytesOfOpenWrtsTool) {
    base::Bytes file = firmware();
    append_metadata(file, "{\"a\":1}\n");
    EXPECT_EQ(file, unsigned_file());
    append_signature(file, base::as_bytes("sig"));
    EXPECT_EQ(file, signed_file());
}

TEST(Fwtool, EndsMetadataWithANewline) {
    base::Bytes file = firmware();
    append_metadata(file, "{\"a\":1}");
    EXPECT_EQ(file, unsigned_file());
}

TEST(Fwtool, FindsMetadataAtTheEnd) {
    const base::Bytes file = unsigned_file();
    const FwtoolChunks chunks = read_fwtool_chunks(file);
    EXPECT_EQ(base::as_text(chunks.metadata.value().payload), "{\"a\":1}\n");
    EXPECT_EQ(chunks.metadata->offset, 17u);
    EXPECT_EQ(chunks.signature.has_value(), false);
    EXPECT_EQ(chunks.body_size, 9u);
}

TEST(Fwtool, FindsMetadataBeforeASignature) {
    const base::Bytes file = signed_file();
    const FwtoolChunks chunks = read_fwtool_chunks(file);
    EXPECT_EQ(base::as_text(chunks.metadata.value().payload), "{\"a\":1}\n");
    EXPECT_EQ(base::as_text(chunks.signature.value().payload), "sig");
    EXPECT_EQ(chunks.signature->offset, 41u);
    EXPECT_EQ(chunks.body_size, 9u);
}

TEST(Fwtool, FindsNothingInAFileWithoutTrailer) {
    const FwtoolChunks chunks = read_fwtool_chunks(base::as_bytes("just some firmware"));
    EXPECT_FALSE(chunks.metadata || chunks.signature);
    EXPECT_EQ(chunks.body_size, 18u);
}

TEST(Fwtool, FindsNothingInAnEmptyFile) {
    EXPECT_EQ(read_fwtool_chunks({}).body_size, 0u);
}

TEST(Fwtool, NamesTheCrcOfADamagedFile) {
    EXPECT_EQ(message_of([] { read_fwtool_chunks(flipped(unsigned_file(), 0)); }),
              "read fwtool trailer CRC at 0x1d: expected 0x9d9b034b, got 0x81feafac");
}

TEST(Fwtool, NamesTheSignaturesCrcWhenTheMetadataIsDamaged) {
    EXPECT_EQ(message_of([] { read_fwtool_chunks(flipped(signed_file(), 20)); }),
              "read fwtool trailer CRC at 0x30: expected 0xa7a3a732, got 0xae6e2263");
}

TEST(Fwtool, RefusesPaddingThatIsNotZero) {
    EXPECT_EQ(message_of([] { read_fwtool_chunks(flipped(unsigned_file(), 34)); }),
              "read fwtool trailer padding at 0x22: expected 000000, got ff0000");
}

TEST(Fwtool, RefusesAChunkLargerThanTheFile) {
    base::Bytes file = unsigned_file();
    file[40] = std::byte{42};
    EXPECT_EQ(message_of([&] { read_fwtool_chunks(file); }),
              "read fwtool chunk size at 0x25: expected 16 to 41, got 42");
}

TEST(Fwtool, RefusesAChunkSmallerThanItsTrailer) {
    base::Bytes file = unsigned_file();
    file[40] = std::byte{15};
    EXPECT_EQ(message_of([&] { read_fwtool_chunks(file); }),
              "read fwtool chunk size at 0x25: expected 16 to 41, got 15");
}

TEST(Fwtool, RefusesAChunkLargerThanItsBuffer) {
    base::Bytes file(100'000);
    append_metadata(file, "{}");
    base::write_u32_be(file, file.size() - 4, 50'000);
    EXPECT_EQ(message_of([&] { read_fwtool_chunks(file); }),
              "read fwtool chunk size at 0x186b7: expected 16 to 32784, got 50000");
}

TEST(Fwtool, PassesOverAChunkOfAnUnknownType) {
    base::Bytes file = unsigned_file();
    append_signature(file, base::as_bytes("?"));
    file[file.size() - 8] = std::byte{7};
    const FwtoolChunks chunks = read_fwtool_chunks(file);
    EXPECT_EQ(chunks.signature.has_value(), false);
    EXPECT_EQ(base::as_text(chunks.metadata.value().payload), "{\"a\":1}\n");
}

TEST(Fwtool, PassesOverMetadataOfALaterVersion) {
    base::Bytes file = firmware();
    base::put(file, from_hex("0000000100000000 7b7d0a"));
    base::Bytes with_trailer = file;
    append_signature(with_trailer, {});
    with_trailer[with_trailer.size() - 8] = std::byte{1};
    with_trailer[with_trailer.size() - 1] = std::byte{8 + 3 + 16};
    EXPECT_EQ(read_fwtool_chunks(with_trailer).metadata.has_value(), false);
}

TEST(Fwtool, WritesNoMoreThanItsToolReads) {
    base::Bytes file;
    EXPECT_EQ(message_of([&] { append_metadata(file, std::string(30 * 1024, ' ')); }),
              "append image metadata: longer than fwtool's 30720 bytes");
    EXPECT_EQ(message_of([&] { append_signature(file, base::Bytes(1025)); }),
              "append image signature: longer than fwtool's 1024 bytes");
    EXPECT_TRUE(file.empty());
}

}  // namespace
}  // namespace tetherlab::image
