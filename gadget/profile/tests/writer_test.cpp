// SPDX-License-Identifier: Apache-2.0
#include "gadget/profile/profile.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <random>

namespace tetherlab::profile {
namespace {

// Profiles that parse() can return, at random but the same for the same seed.
class Generator {
public:
    explicit Generator(unsigned seed) : random_(seed) {}

    Profile profile() {
        Profile p;
        p.name = fmt::format("hotspot-{}", number(0, 99999));
        p.title = text();
        p.vendor_id = static_cast<std::uint16_t>(number(0, 0xffff));
        p.product_id = static_cast<std::uint16_t>(number(0, 0xffff));
        p.bcd_device = static_cast<std::uint16_t>(number(0, 0xffff));
        p.bcd_usb = number(0, 1) == 0 ? 0x0200 : 0x0210;
        p.speed = static_cast<BusSpeed>(number(1, 4));
        p.device_class = number(0, 1) == 0 ? ClassTriple{} : triple();
        p.strings = {text(), text(), text()};
        const int count = number(1, 8);
        for (int i = 0; i < count; ++i)
            p.configurations.push_back(configuration(static_cast<std::uint8_t>(255 - i), p.speed));
        if (number(0, 3) == 0) p.other_configurations = {{number(0, 9), 100, others()}};
        p.mac = {fmt::format("02:00:00:00:{:02x}:{:02x}", number(0, 255), number(0, 255)),
                 fmt::format("06:00:00:00:{:02x}:{:02x}", number(0, 255), number(0, 255))};
        p.lan = lan();
        p.power = {number(0, 1) == 0, base::Milliseconds(number(0, 600'000))};
        return p;
    }

private:
    int number(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }

    std::string text() {
        static const std::vector<std::string> kPieces{"a",  "Z", " ",  ": ", "# ", "\"", "'",  "\\",   "- ",
                                                      "{",  "}", "[",  "~",  "no", "1e", "0x", "null", "é",
                                                      "中", ",", "&a", "*b", "!",  "%",  "@",  "`",    "|"};
        std::string result;
        const int count = number(0, 20);
        for (int i = 0; i < count; ++i) {
            result += kPieces[static_cast<std::size_t>(number(0, static_cast<int>(kPieces.size()) - 1))];
        }
        return result;
    }

    ClassTriple triple() {
        const auto byte = [this] { return static_cast<std::uint8_t>(number(0, 255)); };
        return {byte(), byte(), byte()};
    }

    std::vector<OtherInterface> others() {
        std::vector<OtherInterface> all;
        const int count = number(0, 4);
        for (int i = 0; i < count; ++i)
            all.push_back({number(0, 255), number(0, 2), triple(), number(0, 30)});
        return all;
    }

    Configuration configuration(std::uint8_t value, BusSpeed speed) {
        const bool full = speed == BusSpeed::kFull;
        const auto packet = static_cast<std::uint16_t>(full ? 64 : speed == BusSpeed::kHigh ? 512 : 1024);
        const Endpoint notify{static_cast<std::uint8_t>(0x80 + number(1, 7)), TransferType::kInterrupt,
                              static_cast<std::uint16_t>(number(1, 1024)),
                              base::Milliseconds(full ? number(1, 255) : 1 << number(0, 12))};
        const Endpoint in{static_cast<std::uint8_t>(0x80 + number(8, 15)), TransferType::kBulk, packet,
                          base::Milliseconds(0)};
        const Endpoint out{static_cast<std::uint8_t>(number(1, 15)), TransferType::kBulk, packet,
                           base::Milliseconds(0)};
        Function function{static_cast<FunctionKind>(number(0, 2)), triple(), notify, in, out};
        if (number(0, 1) == 0) function.interface = number(0, 254);
        if (number(0, 1) == 0) function.association = triple();
        if (number(0, 1) == 0) function.data_class = triple();
        if (number(0, 1) == 0) function.data_setting = number(0, 3);
        return {value, static_cast<std::uint8_t>(0x80 + 0x20 * number(0, 3)),
                static_cast<std::uint16_t>(8 * number(0, 62)), function, others()};
    }

    Lan lan() {
        const int octet = number(0, 255);
        const int first = number(2, 250);
        Lan lan{fmt::format("10.0.{}.1", octet),
                number(8, 24),
                fmt::format("10.0.{}.{}", octet, first),
                fmt::format("10.0.{}.{}", octet, number(first, 254)),
                base::Milliseconds(1000 * number(120, 100'000)),
                std::nullopt};
        if (number(0, 1) == 0) lan.ipv6_prefix = fmt::format("2001:db8:{:x}::/64", number(1, 0xffff));
        return lan;
    }

    std::mt19937 random_;
};

class RoundTrip : public ::testing::TestWithParam<unsigned> {};

TEST_P(RoundTrip, GivesTheSameProfile) {
    const Profile profile = Generator(GetParam()).profile();
    const std::string yaml = emit(profile);
    EXPECT_TRUE(parse(yaml, "generated.yaml") == profile) << yaml;
}

INSTANTIATE_TEST_SUITE_P(Generated, RoundTrip, ::testing::Range(1U, 61U));

TEST(ProfileWriter, GivesTheShippedD53Back) {
    const Profile d53 = load(std::filesystem::path(TETHERLAB_SOURCE_DIR) / "gadget/profiles/quanta-d53.yaml");
    EXPECT_TRUE(parse(emit(d53), "emitted.yaml") == d53);
}

TEST(ProfileWriter, WritesLikeAPersonWould) {
    const Profile t10 =
        load(std::filesystem::path(TETHERLAB_SOURCE_DIR) / "gadget/profiles/franklin-t10.yaml");
    EXPECT_EQ(emit(t10), R"(name: franklin-t10
title: "Franklin T10"
usb:
  version: 2.00
  vendor: 0x05c6
  product: 0x9057
  release: 3.18
  manufacturer: "Android"
  product-name: "MDM9207-MTP _SN:60FFC53C"
  serial: "0123456789ABCDEF"
configurations:
  - value: 1
    attributes: 0xa0
    max-power: 500 mA
    function: rndis
    class: e0/01/03
    notify: {address: 0x82, packet: 8, interval: 32 ms}
    data-in: {address: 0x81, packet: 512}
    data-out: {address: 0x01, packet: 512}
  - value: 2
    attributes: 0xa0
    max-power: 500 mA
    function: ecm
    class: 02/06/00
    notify: {address: 0x82, packet: 16, interval: 32 ms}
    data-in: {address: 0x81, packet: 512}
    data-out: {address: 0x01, packet: 512}
mac:
  host: 02:05:c6:00:00:01
  device: 02:05:c6:00:00:02
lan:
  gateway: 192.168.1.1/24
  dhcp: {first: 192.168.1.100, last: 192.168.1.199, lease: 3600 s}
  ipv6-prefix: 2001:db8:10::/64
power:
  battery: false
  boot-time: 0 s
)");
}

}  // namespace
}  // namespace tetherlab::profile
