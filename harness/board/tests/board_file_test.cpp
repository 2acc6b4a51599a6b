// SPDX-License-Identifier: Apache-2.0
#include "harness/board/board_file.hpp"

#include "gadget/base/yaml.hpp"
#include "harness/board/tests/board_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::board {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Board board_with(const std::map<std::string, std::string>& changes) {
    return parse_board(board_text(changes), "b.yaml");
}

// The first line of the refusal.
std::string refusal(const std::string& key, const std::string& value) {
    try {
        board_with({{key, value}});
        return "no error";
    } catch (const base::ConfigError& error) {
        const std::string text = error.what();
        return text.substr(0, text.find('\n'));
    }
}

TEST(BoardFile, SaysWhatAnImageHasToFit) {
    const image::Board board = board_with({}).image;
    EXPECT_EQ(board.name, "acme,hunter-b7");
    EXPECT_EQ(board.compat_version, "1.1");
    EXPECT_EQ(board.sge, (image::SgeFields{"HUNTER", "V2.0", "B7"}));
    EXPECT_EQ(board.load_address, 0x80001000U);
    EXPECT_EQ(board.firmware_offset, 0x180000U);
    EXPECT_EQ(board.firmware_size, 0x2800000U);
    EXPECT_EQ(board.kernel_partition_size, 0x400000U);
}

TEST(BoardFile, MayLeaveOutLoadAddressAndRecovery) {
    const Board board = board_with({{"kernel", "{product: HUNTER, software: V2.0, hardware: B7}"}});
    EXPECT_FALSE(board.image.load_address);
    EXPECT_THAT(board.ports.usb, IsEmpty());
    EXPECT_FALSE(board.tftp);
    EXPECT_FALSE(board.web);
}

TEST(BoardFile, SaysHowItsBootLoaderIsAsked) {
    const Board board = board_with(
        {{"recovery",
          "{tftp: {address: 192.168.1.1/24, dialogue: [{wait: 'Hit any key', type: ' '}, {wait: '=> ', type: "
          "\"tftp ${loadaddr} {server}:{kernel}\\r\"}], failures: [TIMEOUT]}}"}});
    EXPECT_EQ(board.tftp->address.to_text(), "192.168.1.1/24");
    ASSERT_EQ(board.tftp->dialogue.steps.size(), 2U);
    EXPECT_EQ(board.tftp->dialogue.steps[1].wait, "=> ");
    EXPECT_EQ(board.tftp->dialogue.steps[1].type, "tftp ${loadaddr} {server}:{kernel}\r");
    EXPECT_THAT(board.tftp->dialogue.failures, ElementsAre("TIMEOUT"));
}

TEST(BoardFile, WithoutAnIdentityIsRefusedWithItsPlace) {
    try {
        parse_board("name: dir-3040-a1\nmodel: D\n", "b.yaml");
        FAIL() << "expected a ConfigError";
    } catch (const base::ConfigError& error) {
        EXPECT_STREQ(error.what(),
                     "b.yaml:1:7: expected a name of OpenWrt's device tree such as 'dlink,dir-3040-a1', got "
                     "'dir-3040-a1'\n"
                     "  name: dir-3040-a1\n"
                     "        ^");
    }
}

TEST(BoardFile, WithAnUnknownKeyIsRefused) {
    EXPECT_EQ(
        refusal("consoel", "{baud: 57600}"),
        "b.yaml:2:1: unknown key 'consoel', expected one of name, model, target, compat-version, kernel, "
        "flash, console, ports, recovery; did you mean 'console'?");
}

TEST(BoardFile, WithPartitionsThatOverlapIsRefused) {
    EXPECT_EQ(refusal("flash",
                      "{kernel-size: 0x400000, partitions: [{name: boot, offset: 0, size: 0x80000}, {name: "
                      "firmware, offset: 0x60000, size: 0x2800000}]}"),
              "b.yaml:3:110: expected 0x80000 or more, where partition boot ends, got 0x60000");
}

TEST(BoardFile, WithoutAPartitionForTheFirmwareIsRefused) {
    EXPECT_EQ(refusal("flash", "{kernel-size: 0x400000, partitions: [{name: os, offset: 0, size: 0x80000}]}"),
              "b.yaml:3:44: expected a partition firmware, got none");
}

TEST(BoardFile, WithAPartitionInTheMiddleOfABlockIsRefused) {
    EXPECT_EQ(
        refusal("flash", "{kernel-size: 0x400000, partitions: [{name: firmware, offset: 0, size: 0x30000}]}"),
        "b.yaml:3:79: expected a multiple of the erase block 0x20000, got 0x30000");
}

TEST(BoardFile, WithAKernelThatLeavesNoRoomIsRefused) {
    EXPECT_EQ(
        refusal("flash",
                "{kernel-size: 0x400000, partitions: [{name: firmware, offset: 0, size: 0x500000}]}"),
        "b.yaml:3:22: expected a size that leaves room for a root file system in 0x500000, got 0x400000");
}

TEST(BoardFile, WithAStringThatItsHeaderDoesNotHoldIsRefused) {
    EXPECT_EQ(refusal("kernel", "{product: HUNTER, software: V1.00000000000000, hardware: B7}"),
              "b.yaml:4:37: expected 1 to 16 bytes, got 17");
}

TEST(BoardFile, WithASpeedThereIsNoneOfIsRefused) {
    EXPECT_EQ(refusal("console", "{baud: 57601}"),
              "b.yaml:2:17: expected one of 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, got "
              "'57601'; did you mean '57600'?");
}

TEST(BoardFile, WithAPlaceholderThereIsNoneOfIsRefused) {
    EXPECT_EQ(refusal("recovery",
                      "{tftp: {address: 192.168.1.1/24, dialogue: [{wait: '=> ', type: 'tftp {file}'}]}}"),
              "b.yaml:8:75: expected one of {router}, {server}, {kernel}, {initrd}, got '{file}'");
}

TEST(BoardFile, WithARecoveryPageThatIsNoAddressIsRefused) {
    EXPECT_EQ(
        refusal("recovery", "{web: {address: 192.168.0.1, field: firmware}}"),
        "b.yaml:8:27: expected an address and prefix length such as '192.168.1.1/24', got '192.168.0.1'");
}

}  // namespace
}  // namespace tetherlab::board
