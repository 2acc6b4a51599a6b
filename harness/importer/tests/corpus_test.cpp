// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/text.hpp"
#include "harness/importer/tests/imported.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

// Every paste of tests/corpus, with what has to come out of it. The sources are named in docs/importing.md.
namespace tetherlab::importer {
namespace {

struct Row {
    const char* file;
    std::vector<std::string> profiles;  // identities
    std::vector<std::string> refused;   // "2dee:4d22 QMI only"
    std::vector<std::string> ignored;   // identities
};

const std::vector<Row>& rows() {
    static const std::vector<Row> kRows{
        {"01-xiaomi-redmi-note12-rndis-wrapped",
         {},
         {"2717:ff40 no descriptors", "2717:ff80 no descriptors"},
         {}},
        {"04-tozed-lt70c-unisoc-ncm-4x", {"1782:4055"}, {}, {}},
        {"05-fibocom-fg150-quoted-superspeed", {"2cb7:010b"}, {}, {}},
        {"13-tcl-ik512-alcatel-vid-superspeedplus", {"1bbb:0640"}, {"1bbb:0530 MBIM only"}, {}},
        {"15-zte-mf286d", {"19d2:1485"}, {}, {}},
        {"16-zte-mf871a", {}, {"19d2:1481 no network function"}, {}},
        {"18-meig-srm825wn-rndis", {"2dee:4d38"}, {}, {}},
        {"20-telit-le910cx-rndis-ecm",
         {"1bc7:1251", "1bc7:1253"},
         {"1bc7:1254 no network function", "1bc7:1255 no network function"},
         {}},
        {"22-fibocom-fm101-gl-wrapped-T", {}, {"2cb7:01a2 MBIM only", "2cb7:01a4 MBIM only"}, {}},
        {"23-meig-srm825l-nbsp-quoted", {}, {"2dee:4d22 QMI only", "2dee:4d22 QMI only"}, {}},
        {"24-fibocom-l7xx-crlf", {"2cb7:0001", "2cb7:0001"}, {}, {}},
        {"26-cinterion-mv32-whole-machine-usbutils-bug",
         {},
         {"1e2d:00f1 MBIM only"},
         {"1d6b:0002", "1d6b:0003", "1d6b:0002", "8087:0033", "046d:c534", "0bda:5587", "0a5c:5865",
          "1d6b:0003"}},
        {"27-xiaomi-redmi-mtp-mxpwr0", {}, {"2717:ff18 no network function"}, {}},
        {"28-huawei-k4203-mbim-fail-loop", {}, {"12d1:1f1c no descriptors", "12d1:14fb no descriptors"}, {}},
        {"29-pi-zero-gadget-error71-watchdog-wrapped", {}, {"0525:a4a2 no descriptors"}, {}},
        {"34-fairphone4-rndis-regression",
         {},
         {"05c6:9024 no descriptors", "18d1:4ee2 no descriptors"},
         {"13d3:56fb"}},
        {"37-iphone-6s-lsusb-v-4cfg", {}, {"05ac:12a8 Apple vendor protocol (ipheth) only"}, {}},
        {"42-ublox-1343-ecm-lsusb", {"1546:1343"}, {}, {}},
        {"50-usb-c-hub-over-current",
         {},
         {},
         {"291a:5423", "05e3:0610", "\?\?\?\?:\?\?\?\?", "\?\?\?\?:\?\?\?\?", "0bda:5450", "2900:8383",
          "05e3:0626", "0bda:8153", "058f:8468"}},
        {"51-openwrt-tl-mr6400-enum-fail", {}, {"\?\?\?\?:\?\?\?\? no identity, no descriptors"}, {}},
        {"52-zyxel-nr2301-5g-hotspot-rndis", {}, {"05c6:9057 no descriptors"}, {}},
        {"55-simcom-8230c-html-reply", {}, {"1e0e:9071 QMI only"}, {}},
        {"56-huawei-e303-hilink-forum-mixed", {"12d1:14db"}, {"12d1:1f01 no descriptors"}, {}},
        {"58-samsung-gt-tethys-missing-T", {"04e8:6843"}, {}, {}},
        {"61-motorola-q-rndis-60s-loop", {}, {"22b8:4221 no descriptors"}, {}},
        {"63-zte-mt65xx-android-rndis-timeline",
         {},
         {"19d2:0307 no descriptors", "19d2:1365 no descriptors"},
         {}},
        {"70-tplink-m7310-no-timestamps-polish",
         {},
         {"2357:000a no descriptors", "2357:0006 no descriptors"},
         {}},
        {"74-qualcomm-9330-lsusb-indent-lost-truncated",
         {},
         {"05c6:9330 truncated: the dump lacks a part of configuration 1: 3 of 10 interfaces, 118 of 339 "
          "bytes"},
         {"1d6b:0002"}},
        {"77-uz801-msm8916-4g-ufi-lsusb-v", {"05c6:90b6"}, {}, {}},
        {"80-tplink-m7350-DEVICE-SIDE-log", {}, {}, {}},
        {"thread",
         {"0e8d:2028", "05c6:9057"},
         {"\?\?\?\?:\?\?\?\? no identity, no descriptors"},
         {"1d6b:0002", "1d6b:0003"}},
    };
    return kRows;
}

std::vector<std::string> of(const Import& import, Decision decision) {
    std::vector<std::string> found;
    for (const Imported& each : import.devices) {
        if (each.outcome.decision != decision) continue;
        const bool refused = decision == Decision::kRefused;
        found.push_back(identity(each.device) + (refused ? " " + each.outcome.reason : ""));
    }
    return found;
}

class Corpus : public testing::TestWithParam<Row> {};

TEST_P(Corpus, GivesTheDevicesThatAreInIt) {
    const Import import = import_file(std::string(GetParam().file) + ".txt");
    EXPECT_EQ(of(import, Decision::kProfile), GetParam().profiles);
    EXPECT_EQ(of(import, Decision::kIgnored), GetParam().ignored);
    std::vector<testing::Matcher<std::string>> refused;
    for (const std::string& each : GetParam().refused) refused.push_back(testing::StartsWith(each));
    EXPECT_THAT(of(import, Decision::kRefused), testing::ElementsAreArray(refused));
}

// tests/expected has what was compared with the pastes by hand, down to the last endpoint.
TEST_P(Corpus, GivesEveryConfigurationAndRemark) {
    const std::string name = std::string(GetParam().file) + ".txt";
    EXPECT_EQ(summary(import_file(name)),
              base::read_file(TETHERLAB_SOURCE_DIR "/harness/importer/tests/expected/" + name));
}

INSTANTIATE_TEST_SUITE_P(Pastes, Corpus, testing::ValuesIn(rows()), [](const auto& row) {
    std::string name = row.param.file;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

TEST(Corpus, AddsTheBytesOfEveryCompleteDumpUp) {
    for (const char* file :
         {"04-tozed-lt70c-unisoc-ncm-4x", "05-fibocom-fg150-quoted-superspeed", "37-iphone-6s-lsusb-v-4cfg",
          "42-ublox-1343-ecm-lsusb", "77-uz801-msm8916-4g-ufi-lsusb-v"}) {
        const Import import = import_file(std::string(file) + ".txt");
        for (const Configuration& each : import.devices[0].device.configurations) {
            ASSERT_TRUE(each.listed_length && each.total_length) << file;
            EXPECT_EQ(*each.listed_length, each.total_length->value) << file;
        }
    }
}

TEST(Corpus, KeepsUnrecognizedDescriptorsAsBytes) {
    const Import import = import_file("77-uz801-msm8916-4g-ufi-lsusb-v.txt");
    const Interface& control = import.devices[0].device.configurations[0].interfaces[0];
    ASSERT_EQ(control.class_descriptors.size(), 4U);
    EXPECT_EQ(control.class_descriptors[3].bytes,
              (base::Bytes{std::byte{5}, std::byte{0x24}, std::byte{6}, std::byte{0}, std::byte{1}}));
}

TEST(Corpus, TakesNoMaskedSerialForOne) {
    EXPECT_FALSE(import_file("04-tozed-lt70c-unisoc-ncm-4x.txt").devices[0].device.serial);
    EXPECT_FALSE(import_file("05-fibocom-fg150-quoted-superspeed.txt").devices[0].device.serial);
}

TEST(Corpus, TellsTwoModesByTheirSerial) {
    const Import import = import_file("13-tcl-ik512-alcatel-vid-superspeedplus.txt");
    EXPECT_EQ(import.devices[1].mode_of, 0U);
    EXPECT_EQ(import.devices[1].mode_reason, "the same serial number");
}

TEST(Corpus, RefusesALogFromInsideAHotspot) {
    EXPECT_THAT(
        import_file("80-tplink-m7350-DEVICE-SIDE-log.txt").refusals(),
        testing::ElementsAre("80-tplink-m7350-DEVICE-SIDE-log.txt: device-side log: from inside a hotspot, "
                             "not from the router that it is plugged into"));
}

}  // namespace
}  // namespace tetherlab::importer
