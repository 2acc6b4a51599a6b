// SPDX-License-Identifier: Apache-2.0
#include "harness/image/inspect.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/image/checksum.hpp"
#include "harness/image/flash_image.hpp"
#include "harness/image/fwtool.hpp"
#include "harness/image/sysupgrade_tar.hpp"
#include "harness/image/tests/sample.hpp"

#include <gmock/gmock.h>

#include <set>

namespace tetherlab::image {
namespace {

using sample::flipped;
using sample::sealed;
using testing::ElementsAre;
using testing::Field;
using testing::UnorderedElementsAre;

// Where the parts of sample::image() stand.
constexpr std::size_t kKernelAt = 2048;
constexpr std::size_t kRootAt = 3072;

std::string refusal(base::ByteSpan image) {
    return refusal_text(inspect(image, sample::dir_3040()));
}

base::Bytes with_kernel(base::ByteSpan kernel) {
    return sealed(sample::tar(kernel, sample::root()));
}

base::Bytes with_metadata(const Metadata& metadata) {
    base::Bytes image = sample::tar();
    append_metadata(image, to_json(metadata));
    return image;
}

// The first reasons for refusing `image` with each byte of [from, to) flipped in turn, in its body before the
// metadata is made ("behind the seal") or in the finished file.
enum class Flip { kFinishedFile, kBehindTheSeal };

std::set<std::string> reasons_for_flips(Flip flip, std::size_t from, std::size_t to) {
    std::set<std::string> reasons;
    for (std::size_t at = from; at < to; ++at) {
        const base::Bytes image =
            flip == Flip::kFinishedFile ? flipped(sample::image(), at) : sealed(flipped(sample::tar(), at));
        const Inspection inspection = inspect(image, sample::dir_3040());
        reasons.insert(inspection.flashable() ? "accepted" : inspection.problems.front().what);
    }
    return reasons;
}

// GNU tar, uimage_sgehdr and fwtool make the same file of the same parts:
// python3 -c 'import sys, zlib; print(hex(zlib.crc32(open("image.bin", "rb").read())))' prints 0x3aba238b.
TEST(SampleImage, IsWhatOpenWrtsToolsMake) {
    EXPECT_EQ(hex(crc32(sample::image())), "0x3aba238b");
}

TEST(Inspect, FindsAGoodImageFlashable) {
    const Inspection inspection = inspect(sample::image(), sample::dir_3040());
    EXPECT_EQ(refusal_text(inspection), "");
    EXPECT_TRUE(inspection.flashable());
    EXPECT_TRUE(inspection.keeps_settings);
    EXPECT_FALSE(inspection.signed_image);
    EXPECT_EQ(inspection.metadata, sample::metadata());
    EXPECT_EQ(inspection.board_directory, "dlink_dir-3040-a1");
    EXPECT_EQ(inspection.kernel.value().sge.product, "DIR-3040");
    EXPECT_EQ(inspection.kernel_size, 173u);
    EXPECT_EQ(inspection.kernel_room, 4u << 20);
    EXPECT_EQ(inspection.root_offset, kRootAt);
    EXPECT_EQ(inspection.root_size, 1024u);
}

TEST(Inspect, NoticesASignature) {
    base::Bytes image = sample::image();
    append_signature(image, base::as_bytes("signature"));
    EXPECT_TRUE(inspect(image, sample::dir_3040()).signed_image);
    EXPECT_EQ(refusal(image), "");
}

TEST(Inspect, RefusesAnImageForAnotherBoard) {
    Metadata metadata = sample::metadata();
    metadata.devices = {"dlink,dir-2640-a1", "dlink,dir-2640-a2"};
    EXPECT_EQ(refusal(with_metadata(metadata)),
              "Device dlink,dir-3040-a1 not supported by this image at 0x2808: expected dlink,dir-3040-a1 "
              "with compat "
              "version 1.1, got dlink,dir-2640-a1, dlink,dir-2640-a2 with compat version 1.1\n");
}

TEST(Inspect, RefusesADirectoryOfAnotherBoard) {
    const base::Bytes tar = make_sysupgrade_tar("dlink_dir-2640-a1", sample::kernel(), sample::root(), {});
    EXPECT_EQ(refusal(sealed(tar)),
              "sysupgrade tar directory at 0x0: expected sysupgrade-dlink_dir-3040-a1, got "
              "sysupgrade-dlink_dir-2640-a1\n");
}

TEST(Inspect, SaysThatAnImageNeedsFreshSettings) {
    Metadata metadata = sample::metadata();
    metadata.compat_version = "1.2";
    const Inspection inspection = inspect(with_metadata(metadata), sample::dir_3040());
    EXPECT_TRUE(inspection.flashable());
    EXPECT_FALSE(inspection.keeps_settings);
}

TEST(Inspect, RefusesADamagedFileByItsFwtoolCrc) {
    EXPECT_EQ(refusal(flipped(sample::image(), 5000)),
              "fwtool trailer CRC at 0x2a07: expected 0x340e72ed, got 0x4948e6b9\n");
}

TEST(Inspect, RefusesATruncatedFile) {
    const base::Bytes image = sample::image();
    EXPECT_EQ(refusal(base::ByteSpan(image).first(3500)),
              "Image metadata not present at 0xdac: expected an fwtool trailer, got none\n"
              "sysupgrade tar member sysupgrade-dlink_dir-3040-a1/root at 0xc00: expected 1024 bytes, got "
              "428 bytes, "
              "the archive is truncated\n");
}

TEST(Inspect, RefusesATarTruncatedBeforeItsMetadataWasMade) {
    base::Bytes tar = sample::tar();
    tar.resize(3500);
    EXPECT_EQ(refusal(sealed(tar)),
              "sysupgrade tar member sysupgrade-dlink_dir-3040-a1/root at 0xc00: expected 1024 bytes, got "
              "428 bytes, "
              "the archive is truncated\n");
}

TEST(Inspect, RefusesAKernelLargerThanItsPartition) {
    const base::Bytes kernel = insert_sge(make_uimage(sample::uimage_header(), base::Bytes(4 * 1024 * 1024)),
                                          sample::dir_3040().sge);
    EXPECT_EQ(refusal(with_kernel(kernel)),
              "kernel size at 0x800: expected at most 4194304 bytes, got 4194464 bytes\n");
    EXPECT_EQ(refusal_text(inspect(with_kernel(kernel), virtual_dir_3040())), "");
}

TEST(Inspect, RefusesARootThatLeavesNoRoomForTheOverlay) {
    base::Bytes root = sample::root();
    root.resize(32 * 1024 * 1024);
    EXPECT_EQ(refusal(sealed(sample::tar(sample::kernel(), root))),
              "root size at 0xc00: expected at most 31363072 bytes, got 33554432 bytes\n");
}

TEST(Inspect, RefusesAKernelWithoutDLinksInsert) {
    EXPECT_EQ(refusal(with_kernel(make_uimage(sample::uimage_header(), base::Bytes(200)))),
              "SGE header at 0x840: expected D-Link's 96-byte insert, got a plain uImage without it\n");
}

TEST(Inspect, RefusesAKernelOfAnotherProduct) {
    EXPECT_EQ(refusal(with_kernel(insert_sge(sample::uimage(), {"DIR-3060", "V1.00000", "A1"}))),
              "SGE product at 0x840: expected DIR-3040, got DIR-3060\n");
}

TEST(Inspect, RefusesAKernelForAnotherMachine) {
    UimageHeader header = sample::uimage_header();
    header.architecture = 2;
    header.load_address = 0x40008000;
    EXPECT_EQ(refusal(with_kernel(insert_sge(make_uimage(header, {}), sample::dir_3040().sge))),
              "uImage architecture at 0x81d: expected 5, got 2\n"
              "uImage load address at 0x810: expected 0x80001000, got 0x40008000\n");
}

TEST(Inspect, RefusesBytesBehindTheKernel) {
    base::Bytes kernel = sample::kernel();
    kernel.resize(200);
    EXPECT_EQ(refusal(with_kernel(kernel)),
              "kernel member at 0x800: expected at most 173 bytes, got 200 bytes\n");
}

TEST(Inspect, RefusesATarWithoutRootWhichWouldBrickTheRouter) {
    const base::Bytes tar = sample::joined(
        {sample::tar_member("sysupgrade-dlink_dir-3040-a1/", '5', ""),
         sample::tar_member("sysupgrade-dlink_dir-3040-a1/CONTROL", '0', "BOARD=dlink_dir-3040-a1\n"),
         sample::tar_end()});
    EXPECT_EQ(refusal(sealed(tar)),
              "sysupgrade tar at 0x0: expected a member kernel, got none\n"
              "sysupgrade tar at 0x0: expected a member root, got none\n");
}

TEST(Inspect, RefusesRecoveryBin) {
    EXPECT_EQ(refusal(make_firmware(sample::dir_3040(), sample::kernel(), base::as_bytes("UBI#"))),
              "Image metadata not present at 0x400004: expected an fwtool trailer, got none\n"
              "sysupgrade tar at 0x0: expected a tar archive, got Unrecognized archive format\n");
}

TEST(Inspect, RefusesAnEmptyFile) {
    EXPECT_EQ(refusal({}),
              "Image metadata not present at 0x0: expected an fwtool trailer, got none\n"
              "sysupgrade tar at 0x0: expected a tar archive, got Unrecognized archive format\n");
}

TEST(InspectMutation, AnyByteOfTarOrMetadataBreaksTheFwtoolCrc) {
    const std::size_t trailer = sample::image().size() - 16;
    EXPECT_THAT(reasons_for_flips(Flip::kFinishedFile, 0, trailer), ElementsAre("fwtool trailer CRC"));
}

TEST(InspectMutation, EachFieldOfTheTrailerHasItsReason) {
    const std::size_t trailer = sample::image().size() - 16;
    EXPECT_THAT(reasons_for_flips(Flip::kFinishedFile, trailer, trailer + 4),
                ElementsAre("Image metadata not present"));
    EXPECT_THAT(reasons_for_flips(Flip::kFinishedFile, trailer + 4, trailer + 8),
                ElementsAre("fwtool trailer CRC"));
    EXPECT_THAT(reasons_for_flips(Flip::kFinishedFile, trailer + 8, trailer + 9),
                ElementsAre("Image metadata not present"));
    EXPECT_THAT(reasons_for_flips(Flip::kFinishedFile, trailer + 9, trailer + 12),
                ElementsAre("fwtool trailer padding"));
    EXPECT_THAT(reasons_for_flips(Flip::kFinishedFile, trailer + 12, trailer + 16),
                UnorderedElementsAre("fwtool chunk size", "Invalid image metadata"));
}

TEST(InspectMutation, AnyByteOfTheKernelHeaderBreaksItsCrc) {
    EXPECT_THAT(reasons_for_flips(Flip::kBehindTheSeal, kKernelAt, kKernelAt + 4),
                ElementsAre("uImage magic"));
    EXPECT_THAT(reasons_for_flips(Flip::kBehindTheSeal, kKernelAt + 4, kKernelAt + 160),
                ElementsAre("SGE header CRC"));
}

TEST(InspectMutation, AnyByteOfTheKernelBreaksItsDataCrc) {
    EXPECT_THAT(reasons_for_flips(Flip::kBehindTheSeal, kKernelAt + 160, kKernelAt + 173),
                ElementsAre("uImage data CRC"));
}

TEST(InspectMutation, AnyByteOfControlNamesIt) {
    EXPECT_THAT(reasons_for_flips(Flip::kBehindTheSeal, 1024, 1024 + 24),
                ElementsAre("sysupgrade tar member CONTROL"));
}

TEST(InspectMutation, AnyByteOfATarHeaderBreaksTheTar) {
    EXPECT_THAT(reasons_for_flips(Flip::kBehindTheSeal, 1536, 1536 + 512), ElementsAre("sysupgrade tar"));
}

TEST(InspectFile, ListsTheModulesOfAGoodImage) {
    const base::Deadline soon(base::Milliseconds{20'000});
    const base::TemporaryFolder folder;
    std::filesystem::create_directories(folder.path() / "tree/lib/modules/6.18.44");
    base::write_file(folder.path() / "tree/lib/modules/6.18.44/rndis_host.ko", "");
    const std::string squashfs = folder.path() / "root.squashfs";
    base::run_checked({"mksquashfs", folder.path() / "tree", squashfs, "-quiet", "-no-progress"}, soon);
    const base::Bytes image =
        sealed(sample::tar(sample::kernel(), base::as_bytes(base::read_file(squashfs))));
    base::write_file(folder.path() / "image.bin", base::as_text(image));

    const Inspection inspection = inspect_file(folder.path() / "image.bin", sample::dir_3040(), soon);
    EXPECT_EQ(refusal_text(inspection), "");
    EXPECT_THAT(inspection.packages.value().usb_network_modules,
                ElementsAre(Field(&UsbNetworkModule::module, "rndis_host")));
}

}  // namespace
}  // namespace tetherlab::image
