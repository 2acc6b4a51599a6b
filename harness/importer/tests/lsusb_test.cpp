// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/lsusb_line.hpp"
#include "harness/importer/lsusb_list.hpp"
#include "harness/importer/lsusb_verbose.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::importer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Reading read(std::string_view text) {
    return read_lsusb_verbose(paste::clean(text), 0);
}

constexpr const char* kDevice =
    "Bus 001 Device 002: ID 1234:5678 Maker Thing\n"
    "Device Descriptor:\n"
    "  bLength                18\n"
    "  bDescriptorType         1\n"
    "  bcdUSB               2.00\n"
    "  bMaxPacketSize0        64\n"
    "  idVendor           0x1234 Maker\n"
    "  idProduct          0x5678 Thing\n"
    "  bcdDevice            1.02\n"
    "  iManufacturer           1 Maker's own\n"
    "  iProduct                0 \n"
    "  iSerial                 3 \n"
    "  bNumConfigurations      1\n";

constexpr const char* kConfiguration =
    "  Configuration Descriptor:\n"
    "    bLength                 9\n"
    "    bDescriptorType         2\n"
    "    wTotalLength       0x0019\n"
    "    bNumInterfaces          1\n"
    "    bConfigurationValue     1\n"
    "    bmAttributes         0xc0\n"
    "      Self Powered\n"
    "    MaxPower              500mA\n"
    "    Interface Descriptor:\n"
    "      bLength                 9\n"
    "      bDescriptorType         4\n"
    "      bInterfaceNumber        0\n"
    "      bAlternateSetting       0\n"
    "      bNumEndpoints           1\n"
    "      bInterfaceClass       255 Vendor Specific Class\n"
    "      bInterfaceSubClass     66 \n"
    "      bInterfaceProtocol      1 \n"
    "      iInterface              0 \n"
    "      Endpoint Descriptor:\n"
    "        bLength                 7\n"
    "        bDescriptorType         5\n"
    "        bEndpointAddress     0x81  EP 1 IN\n"
    "        bmAttributes            3\n"
    "        wMaxPacketSize     0x0040  1x 64 bytes\n"
    "        bInterval               9\n";

// As a forum leaves it that takes blanks and headings away.
std::string bare(std::string text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        const std::string line = text.substr(at, end - at);
        const std::size_t begin = line.find_first_not_of(' ');
        if (line.find("Descriptor:") == std::string::npos) out += line.substr(begin) + "\n";
        at = end + 1;
    }
    return out;
}

TEST(LsusbLine, ReadsAHeader) {
    const auto header = read_lsusb_header("  Bus 001 Device 016: ID 12d1:1f01 Huawei Technologies Co., Ltd.");
    ASSERT_TRUE(header);
    EXPECT_EQ(header->number, 16);
    EXPECT_EQ(header->vendor_id, 0x12d1);
    EXPECT_EQ(header->name, "Huawei Technologies Co., Ltd.");
    EXPECT_FALSE(read_lsusb_header("Bus 001 Device 016 ID 12d1:1f01"));
    EXPECT_FALSE(read_lsusb_header("Bus error"));
}

TEST(LsusbLine, ReadsAField) {
    const auto field = read_lsusb_field("  iProduct                2 Unisoc Phone ");
    ASSERT_TRUE(field);
    EXPECT_EQ(field->name, "iProduct");
    EXPECT_EQ(field->value, "2");
    EXPECT_EQ(field->text, "Unisoc Phone ");
    EXPECT_EQ(read_lsusb_field("tSamFreq[ 0]         8000")->value, "8000");
    EXPECT_FALSE(read_lsusb_field("Transfer Type            Bulk"));
}

TEST(LsusbLine, ReadsBytes) {
    EXPECT_THAT(*read_lsusb_bytes("  ** UNRECOGNIZED:  05 24 00 10 01"),
                ElementsAre(0x05, 0x24, 0x00, 0x10, 0x01));
    EXPECT_FALSE(read_lsusb_bytes("05 24 00 10 01"));
}

TEST(LsusbVerbose, ReadsAWholeDump) {
    const Reading reading = read(std::string(kDevice) + kConfiguration);
    ASSERT_THAT(reading.devices, SizeIs(1));
    const Device& device = reading.devices[0];
    EXPECT_EQ(device.manufacturer->value, "Maker's own");
    EXPECT_EQ(device.product->value, "");
    EXPECT_FALSE(device.serial);
    EXPECT_FALSE(device.cut_off);
    EXPECT_EQ(device.configurations[0].max_power_ma->value, 500);
    EXPECT_EQ(device.configurations[0].interfaces[0].endpoints[0].interval_code->value, 9);
}

TEST(LsusbVerbose, GoesByDescriptorTypesWithoutHeadingsAndIndentation) {
    const Reading whole = read(std::string(kDevice) + kConfiguration);
    const Reading reading = read(bare(std::string(kDevice) + kConfiguration));
    ASSERT_THAT(reading.devices, SizeIs(1));
    const Configuration& a = reading.devices[0].configurations.at(0);
    const Configuration& b = whole.devices[0].configurations.at(0);
    EXPECT_EQ(a.listed_length, b.listed_length);
    EXPECT_EQ(a.interfaces.at(0).triple->value, b.interfaces.at(0).triple->value);
    EXPECT_EQ(a.interfaces.at(0).endpoints.at(0).address->value, 0x81);
}

TEST(LsusbVerbose, SaysWhereADumpWasCut) {
    std::string text = std::string(kDevice) + kConfiguration;
    text.resize(text.find("      Endpoint Descriptor:"));
    const Reading reading = read(text);
    EXPECT_TRUE(reading.devices[0].cut_off);
    EXPECT_EQ(reading.devices[0].remarks.back().text,
              "the dump lacks a part of configuration 1: 1 of 1 interfaces, 18 of 25 bytes");
}

TEST(LsusbVerbose, SaysWhichConfigurationsAreNotThere) {
    const Reading reading = read(kDevice);
    EXPECT_EQ(reading.devices[0].remarks.back().text, "the dump ends after 0 of 1 configurations");
}

TEST(LsusbVerbose, TakesTheNegotiatedSpeed) {
    std::string text = kDevice;
    text.insert(text.find("Device Descriptor:"), "Negotiated speed: SuperSpeed (5Gbps)\n");
    EXPECT_EQ(read(text).devices.at(0).speed->value, profile::BusSpeed::kSuper);
}

TEST(LsusbVerbose, KnowsThatStringsAreMissingWithoutRights) {
    std::string text = kDevice;
    text.insert(text.find("Device Descriptor:"), "Couldn't open device, some information will be missing\n");
    const Reading reading = read(text);
    ASSERT_THAT(reading.devices, SizeIs(1));
    EXPECT_EQ(reading.devices[0].remarks[0].text, "lsusb could not open the device: its strings are unknown");
}

TEST(LsusbVerbose, DoesNotCountWhatIsNoPartOfAConfiguration) {
    const Reading reading = read(std::string(kDevice) + kConfiguration +
                                 "Device Qualifier (for other device speed):\n"
                                 "  bLength                10\n"
                                 "  bDescriptorType         6\n"
                                 "  bNumConfigurations      1\n"
                                 "Binary Object Store Descriptor:\n"
                                 "  bLength                 5\n"
                                 "  bDescriptorType        15\n"
                                 "Device Status:     0x0000\n");
    EXPECT_EQ(reading.devices[0].configurations[0].listed_length, 25);
    EXPECT_TRUE(reading.devices[0].bos);
}

TEST(LsusbList, LeavesTheHeaderOfADumpOut) {
    const auto lines = paste::clean(std::string("Bus 002 Device 001: ID 1d6b:0002 root hub\n") + kDevice);
    const Reading reading = read_lsusb_list(lines, 0);
    ASSERT_THAT(reading.devices, SizeIs(1));
    EXPECT_EQ(identity(reading.devices[0]), "1d6b:0002");
    EXPECT_THAT(reading.devices[0].configurations, IsEmpty());
}

}  // namespace
}  // namespace tetherlab::importer
