// SPDX-License-Identifier: Apache-2.0
#include "harness/image/flash_image.hpp"

#include "harness/image/tests/sample.hpp"

#include <gmock/gmock.h>

namespace tetherlab::image {
namespace {

using sample::from_hex;
using sample::message_of;

// Small enough to look at: one block of kernel and two of UBI.
Board small_board() {
    Board board = sample::dir_3040();
    board.firmware_offset = 0x20000;
    board.firmware_size = 3 * kNandBlock;
    board.kernel_partition_size = kNandBlock;
    return board;
}

FlashLayout small_layout() {
    return FlashLayout::parse(
        "factory\t0x0\t0x20000\n"
        "firmware\t0x20000\t0x60000\n"
        "ubi\t0x40000\t0x40000\n"
        "reserved\t0x80000\t0x20000\n",
        "layout");
}

base::Bytes slice(const base::Bytes& bytes, std::size_t offset, std::size_t size) {
    const base::ByteSpan span = base::ByteSpan(bytes).subspan(offset, size);
    return {span.begin(), span.end()};
}

TEST(MacAddress, IsReadFromSixOctets) {
    EXPECT_THAT(parse_mac_address("02:00:5E:00:30:40"), testing::ElementsAreArray(from_hex("02005e003040")));
}

TEST(MacAddress, RefusesOtherForms) {
    constexpr const char* kExpected = "expected six octets xx:xx:xx:xx:xx:xx";
    EXPECT_EQ(message_of([] { parse_mac_address("02:00:5e:00:30"); }),
              std::string("read MAC address '02:00:5e:00:30': ") + kExpected);
    EXPECT_EQ(message_of([] { parse_mac_address("02:00:5e:00:30:4g"); }),
              std::string("read MAC address '02:00:5e:00:30:4g': ") + kExpected);
    EXPECT_EQ(message_of([] { parse_mac_address("03:00:5e:00:30:40"); }),
              "read MAC address '03:00:5e:00:30:40': it is a multicast address");
}

TEST(Firmware, IsTheKernelZeroPaddedAndThenUbi) {
    const base::Bytes firmware = make_firmware(small_board(), from_hex("1122"), from_hex("55424923"));
    EXPECT_EQ(firmware.size(), kNandBlock + 4);
    EXPECT_EQ(slice(firmware, 0, 4), from_hex("11220000"));
    EXPECT_EQ(slice(firmware, kNandBlock - 2, 6), from_hex("000055424923"));
}

TEST(Firmware, RefusesAKernelOrUbiThatDoesNotFit) {
    EXPECT_EQ(message_of([] { make_firmware(small_board(), base::Bytes(kNandBlock + 1), {}); }),
              "make firmware kernel: 131073 bytes, room for 131072");
    EXPECT_EQ(message_of([] { make_firmware(small_board(), {}, base::Bytes(2 * kNandBlock + 1)); }),
              "make firmware UBI image: 262145 bytes, room for 262144");
}

TEST(FlashImage, IsErasedButForMacAddressAndFirmware) {
    const base::Bytes flash = make_flash_image(small_layout(), small_board(), from_hex("2705 1956"),
                                               parse_mac_address("02:00:5e:00:30:40"));
    EXPECT_EQ(flash.size(), 0xa0000u);
    EXPECT_EQ(slice(flash, 0xdfff, 8), from_hex("ff 02005e003040 ff"));
    EXPECT_EQ(slice(flash, 0x1fffe, 8), from_hex("ffff 27051956 ffff"));
    EXPECT_EQ(std::count(flash.begin(), flash.end(), std::byte{0xff}), 0xa0000 - 10);
}

TEST(FlashImage, RefusesALayoutOfAnotherBoard) {
    Board board = small_board();
    board.kernel_partition_size = 2 * kNandBlock;
    EXPECT_EQ(message_of([&] { make_flash_image(small_layout(), board, {}, {}); }),
              "make flash image ubi: 0x40000+0x40000 in the layout, 0x60000+0x20000 on the board");
}

}  // namespace
}  // namespace tetherlab::image
