// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/usb_devices.hpp"

#include "gadget/base/text.hpp"
#include "gadget/profile/descriptors.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace tetherlab::observe {
namespace {

const std::filesystem::path kSource = TETHERLAB_SOURCE_DIR;

// Two root hubs and, between them, a D53: the whole file of a router, from the thread the captures are from.
std::string whole_machine() {
    return base::read_file(kSource / "harness/observe/tests/data/usb-devices.txt");
}

std::string d53_capture() {
    return base::read_file(kSource / "gadget/profile/tests/data/usb-devices-d53.txt");
}

std::string message_of(const std::string& text) {
    try {
        parse_usb_devices(text);
    } catch (const base::Error& error) {
        return error.what();
    }
    return "no error";
}

std::string message_after(const std::string& from, const std::string& to) {
    std::string text = d53_capture();
    text.replace(text.find(from), from.size(), to);
    return message_of(text);
}

TEST(UsbDevices, ReadsEveryDeviceOfARouter) {
    const std::vector<UsbDevice> devices = parse_usb_devices(whole_machine());
    ASSERT_EQ(devices.size(), 3U);
    EXPECT_EQ(devices[0].vendor_id, 0x1d6b);
    EXPECT_EQ(devices[1].product_id, 0x2028);
    EXPECT_EQ(devices[2].topology.speed, "5000");
}

TEST(UsbDevices, GivesTheSameTextBack) {
    EXPECT_EQ(to_text(parse_usb_devices(whole_machine())), "\n" + whole_machine());
}

TEST(UsbDevices, ReadsTheIdentityOfADevice) {
    const UsbDevice d53 = parse_usb_devices(d53_capture()).at(0);
    EXPECT_EQ(d53.topology.bus, 1);
    EXPECT_EQ(d53.topology.number, 12);
    EXPECT_EQ(d53.topology.speed, "480");
    EXPECT_EQ(d53.bandwidth, std::nullopt);
    EXPECT_EQ(d53.bcd_usb, 0x0210);
    EXPECT_EQ(d53.bcd_device, 0x0223);
    EXPECT_EQ(d53.max_packet0, 64);
    EXPECT_EQ(d53.configuration_count, 2);
    EXPECT_EQ(d53.serial, "D53SEE2354D1B027");
}

TEST(UsbDevices, ReadsConfigurationsInIndexOrder) {
    const UsbDevice d53 = parse_usb_devices(d53_capture()).at(0);
    ASSERT_EQ(d53.configurations.size(), 2U);
    EXPECT_EQ(d53.configurations[0].value, 2);
    EXPECT_EQ(d53.configurations[1].value, 1);
    ASSERT_NE(d53.active(), nullptr);
    EXPECT_EQ(d53.active()->value, 2);
    EXPECT_EQ(d53.configurations[0].max_power_ma, 500);
}

TEST(UsbDevices, ReadsInterfacesAndTheirEndpoints) {
    const UsbConfiguration rndis = parse_usb_devices(d53_capture()).at(0).configurations[0];
    const UsbInterface control{
        true, 0, 0, {0xe0, 0x01, 0x03}, "(none)", {{0x82, 0x03, 8, std::chrono::milliseconds(32)}}};
    const UsbInterface data{
        true,
        1,
        0,
        {0x0a, 0x00, 0x00},
        "(none)",
        {{0x81, 0x02, 512, std::chrono::milliseconds(0)}, {0x01, 0x02, 512, std::chrono::milliseconds(0)}}};
    EXPECT_EQ(rndis.associations, (std::vector<UsbAssociation>{{0, 2, {0xe0, 0x01, 0x03}}}));
    EXPECT_EQ(rndis.interfaces, (std::vector<UsbInterface>{control, data}));
}

TEST(UsbDevices, KnowsAnInactiveConfigurationHasNoDriver) {
    EXPECT_EQ(parse_usb_devices(d53_capture()).at(0).configurations[1].interfaces[0].driver, "");
}

TEST(UsbDevices, AnIntervalBelowAMillisecondKeepsItsUnit) {
    std::string text = d53_capture();
    text.replace(text.find("Ivl=32ms"), 8, "Ivl=125us");
    EXPECT_EQ(to_text(parse_usb_devices(text)), "\n" + text);
}

TEST(UsbDevices, ADescriptorBlockLeavesOutPlaceAndDrivers) {
    const UsbDevice d53 = parse_usb_devices(d53_capture()).at(0);
    const profile::Profile hotspot = profile::load(kSource / "gadget/profiles/quanta-d53.yaml");
    EXPECT_EQ(descriptor_block(d53), descriptor_block(profile::usb_devices_block(hotspot, 2)));
    EXPECT_EQ(descriptor_block(d53), descriptor_block(d53_capture()));
    EXPECT_EQ(descriptor_block(d53).find("(none)"), std::string::npos);
}

TEST(UsbDevices, ThereAreNoneInAnEmptyFile) {
    EXPECT_TRUE(parse_usb_devices("").empty());
}

TEST(UsbDevices, AMisspeltFieldIsNamedWithItsPlace) {
    EXPECT_EQ(message_after("Sub=01", "Sbu=01"),
              "read usb/devices: line 8, column 40: expected ') Sub=', got ') Sbu=01 Prot=03'");
}

TEST(UsbDevices, AWordForANumberIsNamedWithItsPlace) {
    EXPECT_EQ(message_after("Cfg#= 2", "Cfg#= x"),
              "read usb/devices: line 7, column 18: expected a number, got ' x Atr=80 MxPwr=500mA'");
}

TEST(UsbDevices, AByteThatIsTooLargeIsNamedWithItsPlace) {
    EXPECT_EQ(
        message_after("Atr=80", "Atr=180"),
        "read usb/devices: line 7, column 25: expected a hexadecimal number up to ff, got '180 MxPwr=500mA'");
}

TEST(UsbDevices, WhatComesAfterALineIsNamed) {
    EXPECT_EQ(message_after("MxPwr=500mA", "MxPwr=500mA!"),
              "read usb/devices: line 7, column 39: expected the end of the line, got '!'");
}

TEST(UsbDevices, ATruncatedFileIsRefused) {
    EXPECT_EQ(
        message_of("(truncated)\n"),
        "read usb/devices: line 1, column 1: expected a line that starts with one of T B D P S C A I E, "
        "got '(truncated)'");
}

TEST(UsbDevices, ADescriptorWithoutADeviceIsRefused) {
    EXPECT_EQ(message_of("D:  Ver= 2.00\n"),
              "read usb/devices: line 1, column 1: expected a line that starts with T:, got 'D:  Ver= 2.00'");
}

TEST(UsbDevices, AnInterfaceWithoutItsEndpointsIsRefused) {
    EXPECT_EQ(message_after("E:  Ad=82(I) Atr=03(Int.) MxPS=   8 Ivl=32ms\n", ""),
              "read usb/devices: line 10, column 1: expected a line that starts with E: (1 missing), got "
              "'I:* If#= 1 "
              "Alt= 0 #EPs= 2 Cls=0a(data ) '");
}

TEST(UsbDevices, AFileThatEndsInADeviceIsRefused) {
    const std::string text = d53_capture();
    EXPECT_EQ(message_of(text.substr(0, text.rfind("E:"))),
              "read usb/devices: line 21, column 1: expected a line that starts with E: (1 missing), got the "
              "end of the "
              "line");
}

}  // namespace
}  // namespace tetherlab::observe
