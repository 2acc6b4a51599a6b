// SPDX-License-Identifier: Apache-2.0
#include "harness/image/loader_slice.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/image/tests/sample.hpp"

#include <gtest/gtest.h>

namespace tetherlab::image {
namespace {

using sample::flipped;

// `kernel` at the start of an otherwise erased partition.
base::Bytes partition_with(base::Bytes kernel) {
    kernel.resize(4096, std::byte{0xff});
    return kernel;
}

TEST(LoaderSlice, HandsUbootTheImageThatMkimageMade) {
    const LoaderSlice slice = take_kernel(partition_with(sample::kernel()), sample::dir_3040());
    EXPECT_EQ(slice.bytes, sample::uimage());
    EXPECT_EQ(slice.kernel.value().sge.product, "DIR-3040");
    EXPECT_EQ(slice.refusal, "");
}

TEST(LoaderSlice, HandsUbootDamagedDataUnderAGoodHeader) {
    const LoaderSlice slice = take_kernel(partition_with(flipped(sample::kernel(), 165)), sample::dir_3040());
    EXPECT_EQ(check_uimage_header(slice.bytes), std::nullopt);
    EXPECT_EQ(
        to_text(*check_uimage_data(slice.kernel.value().uimage, base::ByteSpan(slice.bytes).subspan(64))),
        "uImage data CRC at 0x0: expected 0xee2ee99c, got 0xc865ef7a");
}

TEST(LoaderSlice, PassesABadHeaderOnUnchanged) {
    const base::Bytes partition = partition_with(flipped(sample::kernel(), 100));
    const LoaderSlice slice = take_kernel(partition, sample::dir_3040());
    EXPECT_EQ(slice.bytes, partition);
    EXPECT_EQ(slice.kernel, std::nullopt);
    EXPECT_EQ(slice.refusal, "SGE header CRC at 0x4: expected 0x8b3237a9, got 0xea474e83");
}

TEST(LoaderSlice, PassesAnErasedPartitionOnUnchanged) {
    const base::Bytes partition(4096, std::byte{0xff});
    const LoaderSlice slice = take_kernel(partition, sample::dir_3040());
    EXPECT_EQ(slice.bytes, partition);
    EXPECT_EQ(slice.refusal, "uImage magic at 0x0: expected 0x27051956, got 0xffffffff");
}

TEST(LoaderSlice, RefusesAKernelOfAnotherProduct) {
    const base::Bytes kernel = insert_sge(sample::uimage(), {"DIR-3060", "V1.00000", "A1"});
    EXPECT_EQ(take_kernel(partition_with(kernel), sample::dir_3040()).refusal,
              "SGE product at 0x40: expected DIR-3040, got DIR-3060");
}

TEST(LoaderSlice, CutsAKernelThatRunsOverThePartition) {
    const base::Bytes kernel =
        insert_sge(make_uimage(sample::uimage_header(), base::Bytes(9000)), sample::dir_3040().sge);
    const LoaderSlice slice = take_kernel(base::ByteSpan(kernel).first(4096), sample::dir_3040());
    EXPECT_EQ(slice.bytes.size(), 4096 - kSgeInsertSize);
    EXPECT_EQ(slice.kernel.value().uimage.data_size, 9000u);
}

TEST(LoaderSlice, IsReadFromWhereTheFirmwareStarts) {
    const base::TemporaryFolder folder;
    base::Bytes flash(0x180000, std::byte{0xff});
    base::put(flash, sample::kernel());
    flash.resize(0x180000 + sample::dir_3040().kernel_partition_size);
    base::write_file(folder.path() / "flash.img", base::as_text(flash));
    EXPECT_EQ(read_loader_slice(folder.path() / "flash.img", sample::dir_3040()).bytes, sample::uimage());
}

TEST(LoaderSlice, SaysWhereAFlashFileEndsTooEarly) {
    const base::TemporaryFolder folder;
    const std::string flash = folder.path() / "flash.img";
    base::write_file(flash, std::string(0x180010, '\xff'));
    EXPECT_EQ(sample::message_of([&] { read_loader_slice(flash, sample::dir_3040()); }),
              "read kernel partition " + flash + ": the file ends at 0x180010");
}

TEST(SameKernel, ComparesSizeAndDataCrcOnly) {
    UimageHeader other = sample::uimage_header();
    other.name = "another name";
    EXPECT_TRUE(same_kernel(sample::uimage_header(), other));
    other.data_crc ^= 1;
    EXPECT_FALSE(same_kernel(sample::uimage_header(), other));
}

}  // namespace
}  // namespace tetherlab::image
