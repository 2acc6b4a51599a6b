// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/text.hpp"
#include "gadget/base/yaml.hpp"
#include "gadget/profile/profile.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace tetherlab::profile {
namespace {

constexpr const char* kD53 = R"(name: quanta-d53
title: Quanta D53
usb:
  version: 2.10
  vendor: 0x0e8d
  product: 0x2028
  release: 2.23
  manufacturer: Mediatek
  product-name: mt6890
  serial: D53SEE2354D1B027
configurations:
  - value: 2
    attributes: 0x80
    max-power: 500 mA
    function: rndis
    class: e0/01/03
    notify: { address: 0x82, packet: 8, interval: 32 ms }
    data-in: { address: 0x81, packet: 512 }
    data-out: { address: 0x01, packet: 512 }
  - value: 1
    attributes: 0x80
    max-power: 500 mA
    function: ecm
    class: 02/06/00
    notify: { address: 0x82, packet: 16, interval: 32 ms }
    data-in: { address: 0x81, packet: 512 }
    data-out: { address: 0x01, packet: 512 }
mac:
  host: 02:0d:53:00:00:01
  device: 02:0d:53:00:00:02
lan:
  gateway: 192.168.1.1/24
  dhcp: { first: 192.168.1.100, last: 192.168.1.199, lease: 1 h }
  ipv6-prefix: 2001:db8:53::/64
power:
  battery: true
  boot-time: 0 s
)";

// What parse() says about the profile above after `from` became `to` in it.
std::string message_after(const std::string& from, const std::string& to) {
    std::string yaml = kD53;
    yaml.replace(yaml.find(from), from.size(), to);
    try {
        parse(yaml, "d53.yaml");
    } catch (const base::ConfigError& error) {
        return error.what();
    }
    return "no error";
}

TEST(ProfileParser, ReadsEveryField) {
    const Profile profile = parse(kD53, "d53.yaml");
    const Endpoint in{0x81, TransferType::kBulk, 512, base::Milliseconds(0)};
    const Endpoint out{0x01, TransferType::kBulk, 512, base::Milliseconds(0)};
    const Endpoint rndis_notify{0x82, TransferType::kInterrupt, 8, base::Milliseconds(32)};
    const Endpoint ecm_notify{0x82, TransferType::kInterrupt, 16, base::Milliseconds(32)};
    const Profile expected{"quanta-d53",
                           "Quanta D53",
                           0x0e8d,
                           0x2028,
                           0x0223,
                           0x0210,
                           {"Mediatek", "mt6890", "D53SEE2354D1B027"},
                           {{2, 0x80, 500, {FunctionKind::kRndis, {0xe0, 0x01, 0x03}, rndis_notify, in, out}},
                            {1, 0x80, 500, {FunctionKind::kEcm, {0x02, 0x06, 0x00}, ecm_notify, in, out}}},
                           {"02:0d:53:00:00:01", "02:0d:53:00:00:02"},
                           {"192.168.1.1", 24, "192.168.1.100", "192.168.1.199",
                            base::Milliseconds(3'600'000), "2001:db8:53::/64"},
                           {true, base::Milliseconds(0)}};
    EXPECT_TRUE(profile == expected);
}

TEST(ProfileParser, TheShippedD53IsTheOneOfThisTest) {
    EXPECT_TRUE(load(std::filesystem::path(TETHERLAB_SOURCE_DIR) / "gadget/profiles/quanta-d53.yaml") ==
                parse(kD53, "d53.yaml"));
}

TEST(ProfileParser, RejectsAnUnknownKeyAndNamesTheNearest) {
    EXPECT_EQ(message_after("release:", "relase:"),
              "d53.yaml:7:3: unknown key 'relase', expected one of version, vendor, product, release, "
              "manufacturer, "
              "product-name, serial, speed, class; did you mean 'release'?\n"
              "    relase: 2.23\n"
              "    ^");
}

TEST(ProfileParser, RejectsAMissingKey) {
    EXPECT_EQ(message_after("    class: e0/01/03\n", ""),
              "d53.yaml:12:5: expected a key 'class', got none\n"
              "    - value: 2\n"
              "      ^");
}

TEST(ProfileParser, RejectsAKeyThatStandsTwice) {
    EXPECT_EQ(message_after("title: Quanta D53\n", "title: Quanta D53\ntitle: Quanta D54\n"),
              "d53.yaml:3:1: key 'title' stands here twice\n"
              "  title: Quanta D54\n"
              "  ^");
}

TEST(ProfileParser, RejectsAUsbVersionNoDeviceHas) {
    EXPECT_EQ(
        message_after("version: 2.10", "version: 2.11"),
        "d53.yaml:4:12: expected one of 1.00, 1.10, 2.00, 2.01, 2.10, 3.00, 3.10, 3.20, got '2.11'; did you "
        "mean '2.01'?\n"
        "    version: 2.11\n"
        "             ^");
}

TEST(ProfileParser, RejectsAnUnknownFunction) {
    EXPECT_EQ(message_after("function: rndis", "function: rdnis"),
              "d53.yaml:15:15: expected one of rndis, ecm, ncm, got 'rdnis'; did you mean 'rndis'?\n"
              "      function: rdnis\n"
              "                ^");
}

TEST(ProfileParser, RejectsAClassOfTwoParts) {
    EXPECT_EQ(message_after("class: e0/01/03", "class: e0/01"),
              "d53.yaml:16:12: expected a class, subclass and protocol such as e0/01/03, got 'e0/01'\n"
              "      class: e0/01\n"
              "             ^");
}

TEST(ProfileParser, RejectsAConfigurationValueUsedTwice) {
    EXPECT_EQ(message_after("value: 1\n", "value: 2\n"),
              "d53.yaml:20:12: value 2 belongs to an earlier configuration\n"
              "    - value: 2\n"
              "             ^");
}

TEST(ProfileParser, RejectsAnEndpointUsedTwice) {
    EXPECT_EQ(message_after("data-in: { address: 0x81", "data-in: { address: 0x82"),
              "d53.yaml:18:25: endpoint 0x82 is the notify endpoint already\n"
              "      data-in: { address: 0x82, packet: 512 }\n"
              "                          ^");
}

TEST(ProfileParser, RejectsAnInEndpointForOutData) {
    EXPECT_EQ(message_after("data-out: { address: 0x01", "data-out: { address: 0x81"),
              "d53.yaml:19:26: expected an OUT endpoint from 0x01 to 0x0f, got '0x81'\n"
              "      data-out: { address: 0x81, packet: 512 }\n"
              "                           ^");
}

TEST(ProfileParser, RejectsAnIntervalHighSpeedCannotSay) {
    EXPECT_EQ(message_after("interval: 32 ms", "interval: 30 ms"),
              "d53.yaml:17:51: expected a power of two from 1 ms to 4096 ms, got '30 ms'\n"
              "      notify: { address: 0x82, packet: 8, interval: 30 ms }\n"
              "                                                    ^");
}

TEST(ProfileParser, RejectsMorePowerThanAPortHas) {
    EXPECT_EQ(message_after("max-power: 500 mA", "max-power: 900 mA"),
              "d53.yaml:14:16: expected a multiple of 2 mA from 0 mA to 510 mA, got '900 mA'\n"
              "      max-power: 900 mA\n"
              "                 ^");
}

TEST(ProfileParser, KnowsTheSizesAndPowerOfSuperSpeed) {
    std::string yaml = kD53;
    const auto replace = [&yaml](const std::string& from, const std::string& to) {
        for (std::size_t at = yaml.find(from); at != std::string::npos; at = yaml.find(from, at + to.size()))
            yaml.replace(at, from.size(), to);
    };
    replace("version: 2.10\n", "version: 3.20\n  speed: super\n  class: ef/02/01\n");
    replace("packet: 512", "packet: 1024");
    replace("max-power: 500 mA", "max-power: 896 mA");
    const Profile profile = parse(yaml, "d53.yaml");
    EXPECT_EQ(profile.speed, BusSpeed::kSuper);
    EXPECT_EQ(profile.device_class, (ClassTriple{0xef, 0x02, 0x01}));
    EXPECT_EQ(profile.configurations[0].max_power_ma, 896);
    EXPECT_EQ(profile.configurations[0].function.data_in.max_packet, 1024);
}

TEST(ProfileParser, ReadsWhatStandsBesideTheFunction) {
    std::string yaml = kD53;
    const std::string function = "    function: rndis\n";
    yaml.replace(yaml.find(function), function.size(),
                 "    function: ncm\n"
                 "    interface: 4\n"
                 "    association: 02/00/00\n"
                 "    data-class: 0a/06/00\n"
                 "    data-setting: 0\n"
                 "    others:\n"
                 "      - { interface: 0, class: ff/ff/30, endpoints: 2 }\n"
                 "      - { interface: 0, setting: 1, class: ff/ff/30, endpoints: 3 }\n");
    const Configuration first = parse(yaml, "d53.yaml").configurations[0];
    EXPECT_EQ(first.function.kind, FunctionKind::kNcm);
    EXPECT_EQ(first.function.interface, 4);
    EXPECT_EQ(first.function.association, (ClassTriple{0x02, 0x00, 0x00}));
    EXPECT_EQ(first.function.data_class, (ClassTriple{0x0a, 0x06, 0x00}));
    EXPECT_EQ(first.function.data_setting, 0);
    const std::vector<OtherInterface> others{{0, 0, {0xff, 0xff, 0x30}, 2}, {0, 1, {0xff, 0xff, 0x30}, 3}};
    EXPECT_EQ(first.others, others);
}

TEST(ProfileParser, RejectsPowerWithoutAUnit) {
    EXPECT_EQ(message_after("max-power: 500 mA", "max-power: 250"),
              "d53.yaml:14:16: expected a multiple of 2 mA from 0 mA to 510 mA, got '250'\n"
              "      max-power: 250\n"
              "                 ^");
}

TEST(ProfileParser, RejectsAttributesWithReservedBits) {
    EXPECT_EQ(message_after("attributes: 0x80", "attributes: 0x90"),
              "d53.yaml:13:17: expected 0x80, 0xa0, 0xc0 or 0xe0, got '0x90'\n"
              "      attributes: 0x90\n"
              "                  ^");
}

TEST(ProfileParser, RejectsAMulticastMac) {
    EXPECT_EQ(message_after("host: 02:", "host: 03:"),
              "d53.yaml:29:9: expected a station's MAC address in lower case such as 02:0d:53:00:00:01, got "
              "'03:0d:53:00:00:01'\n"
              "    host: 03:0d:53:00:00:01\n"
              "          ^");
}

TEST(ProfileParser, RejectsOneMacForBothEnds) {
    EXPECT_EQ(message_after("device: 02:0d:53:00:00:02", "device: 02:0d:53:00:00:01"),
              "d53.yaml:30:11: the two ends need different addresses\n"
              "    device: 02:0d:53:00:00:01\n"
              "            ^");
}

TEST(ProfileParser, RejectsTheNetworkAddressAsGateway) {
    EXPECT_EQ(
        message_after("gateway: 192.168.1.1/24", "gateway: 192.168.1.0/24"),
        "d53.yaml:32:12: expected a host's address with a prefix of 8 to 30 bits such as 192.168.1.1/24, got "
        "'192.168.1.0/24'\n"
        "    gateway: 192.168.1.0/24\n"
        "             ^");
}

TEST(ProfileParser, RejectsDhcpAddressesOutsideTheLan) {
    EXPECT_EQ(message_after("last: 192.168.1.199", "last: 192.168.2.199"),
              "d53.yaml:33:39: expected an address in 192.168.1.0/24, got '192.168.2.199'\n"
              "    dhcp: { first: 192.168.1.100, last: 192.168.2.199, lease: 1 h }\n"
              "                                        ^");
}

TEST(ProfileParser, RejectsADhcpRangeThatEndsBeforeItStarts) {
    EXPECT_EQ(message_after("last: 192.168.1.199", "last: 192.168.1.99"),
              "d53.yaml:33:39: expected an address from 192.168.1.100 on, got '192.168.1.99'\n"
              "    dhcp: { first: 192.168.1.100, last: 192.168.1.99, lease: 1 h }\n"
              "                                        ^");
}

TEST(ProfileParser, RejectsALeaseDnsmasqWouldRound) {
    EXPECT_EQ(message_after("lease: 1 h", "lease: 30 s"),
              "d53.yaml:33:61: expected at least 2 min, in whole seconds, got '30 s'\n"
              "    dhcp: { first: 192.168.1.100, last: 192.168.1.199, lease: 30 s }\n"
              "                                                              ^");
}

TEST(ProfileParser, RejectsAnIpv6PrefixWithHostBits) {
    EXPECT_EQ(message_after("2001:db8:53::/64", "2001:db8:53::1/64"),
              "d53.yaml:34:16: expected an IPv6 prefix such as 2001:db8:53::/64, got '2001:db8:53::1/64'\n"
              "    ipv6-prefix: 2001:db8:53::1/64\n"
              "                 ^");
}

TEST(ProfileParser, TakesAHotspotWithoutIpv6) {
    EXPECT_EQ(message_after("  ipv6-prefix: 2001:db8:53::/64\n", ""), "no error");
}

TEST(ProfileParser, RejectsANameThatIsNoDirectoryName) {
    EXPECT_EQ(message_after("name: quanta-d53", "name: ../d53"),
              "d53.yaml:1:7: expected a name of at most 40 lower-case letters, digits and '-', got '../d53'\n"
              "  name: ../d53\n"
              "        ^");
}

TEST(ProfileParser, RejectsAStringLongerThanADescriptor) {
    EXPECT_EQ(message_after("serial: D53SEE2354D1B027", "serial: " + std::string(127, 'x')).substr(0, 49),
              "d53.yaml:10:11: expected at most 126 bytes, got 1");
}

TEST(ProfileParser, RejectsAStringThatIsNotUtf8) {
    EXPECT_EQ(message_after("title: Quanta D53", "title: \xd9"),
              "d53.yaml:2:8: expected UTF-8\n"
              "  title: \xd9\n"
              "         ^");
}

TEST(ProfileParser, RejectsAnEmptyListOfConfigurations) {
    EXPECT_EQ(message_after(std::string(kD53).substr(std::string(kD53).find("\n  - value: 2"),
                                                     std::string(kD53).find("mac:\n") - 1 -
                                                         std::string(kD53).find("\n  - value: 2")),
                            " []"),
              "d53.yaml:11:17: expected 1 to 8 configurations, got 0\n"
              "  configurations: []\n"
              "                  ^");
}

TEST(Profile, NeedsASuperSpeedUdcForVersionTwoTen) {
    EXPECT_EQ(parse(kD53, "d53.yaml").udc_speed(), Speed::kSuper);
    EXPECT_EQ(
        load(std::filesystem::path(TETHERLAB_SOURCE_DIR) / "gadget/profiles/franklin-t10.yaml").udc_speed(),
        Speed::kHigh);
}

TEST(Profile, NamesTheSubnetOfItsLan) {
    EXPECT_EQ(parse(kD53, "d53.yaml").lan.subnet(), "192.168.1.0/24");
}

}  // namespace
}  // namespace tetherlab::profile
