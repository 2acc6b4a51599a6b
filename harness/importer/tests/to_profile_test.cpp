// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/to_profile.hpp"

#include "gadget/profile/descriptors.hpp"
#include "harness/importer/profile_text.hpp"
#include "harness/importer/tests/generated.hpp"
#include "harness/importer/tests/imported.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>

namespace tetherlab::importer {
namespace {

using profile::Profile;

Draft draft(const Import& import, std::size_t index) {
    std::size_t seen = 0;
    for (const Imported& each : import.devices) {
        if (each.draft && seen++ == index) return *each.draft;
    }
    throw std::out_of_range("no such profile");
}

Profile shipped(const std::string& name) {
    return profile::load(std::filesystem::path(TETHERLAB_SOURCE_DIR) / "gadget/profiles" / (name + ".yaml"));
}

// What a dump and the thread do not say.
Profile with_unsaid_of(Profile imported, const Profile& other) {
    imported.name = other.name;
    imported.title = other.title;
    imported.mac = other.mac;
    imported.lan.ipv6_prefix = other.lan.ipv6_prefix;
    return imported;
}

// The thread says both devices, the network of their LAN, and that the T10 has no battery.
TEST(ToProfile, OfTheThreadEqualsBothShippedProfilesInAllThatItSays) {
    const Import import = import_file("thread.txt");
    EXPECT_TRUE(with_unsaid_of(draft(import, 0).profile, shipped("quanta-d53")) == shipped("quanta-d53"));
    EXPECT_TRUE(with_unsaid_of(draft(import, 1).profile, shipped("franklin-t10")) == shipped("franklin-t10"));
}

// Profiles that were written after an import: what the paste says is as it says it.
TEST(ToProfile, EqualsTheShippedProfilesOfOtherPastes) {
    const std::pair<const char*, const char*> kPairs[] = {
        {"android-rndis", "77-uz801-msm8916-4g-ufi-lsusb-v.txt"},
        {"android-rndis-misc", "05-fibocom-fg150-quoted-superspeed.txt"},
        {"huawei-hilink", "56-huawei-e303-hilink-forum-mixed.txt"},
        {"unisoc-ncm", "04-tozed-lt70c-unisoc-ncm-4x.txt"},
    };
    for (const auto& [name, paste] : kPairs) {
        Profile imported = with_unsaid_of(draft(import_file(paste), 0).profile, shipped(name));
        imported.lan = shipped(name).lan;
        imported.power = shipped(name).power;
        EXPECT_TRUE(imported == shipped(name)) << profile::emit(imported);
    }
}

TEST(ToProfile, OfTheThreadNamesTheLineOfEachField) {
    const std::map<std::string, Origin> origins = draft(import_file("thread.txt"), 1).origins;
    const auto line = [&origins](const std::string& field) { return origins.at(field).place.value().line; };
    EXPECT_EQ(line("usb.version"), 137);
    EXPECT_EQ(line("usb.serial"), 141);
    EXPECT_EQ(line("configurations.0.class"), 144);
    EXPECT_EQ(line("configurations.1.data-in.address"), 155);
    EXPECT_EQ(line("lan.gateway"), 19);
    EXPECT_EQ(line("power.battery"), 158);
}

TEST(ToProfile, SaysWhyItAssumesWhatNoLineSays) {
    const std::map<std::string, Origin> origins =
        draft(import_file("56-huawei-e303-hilink-forum-mixed.txt"), 0).origins;
    EXPECT_EQ(origins.at("configurations.0.notify.address").assumed, "not listed; f_ecm's own");
    EXPECT_EQ(origins.at("lan.gateway").assumed, "the usual one of Huawei HiLink");
    EXPECT_EQ(origins.at("usb.serial").assumed, "not shown: an empty string");
}

TEST(ToProfile, TakesTheMacThatTheLogOrTheDescriptorShows) {
    EXPECT_EQ(draft(import_file("56-huawei-e303-hilink-forum-mixed.txt"), 0).profile.mac.host,
              "58:2c:80:19:57:94");
    EXPECT_EQ(draft(import_file("42-ublox-1343-ecm-lsusb.txt"), 0).profile.mac.host, "00:a0:c6:d0:3b:84");
}

TEST(ToProfile, KeepsWhatTheGadgetCannotShow) {
    const Profile ublox = draft(import_file("42-ublox-1343-ecm-lsusb.txt"), 0).profile;
    EXPECT_EQ(ublox.configurations[0].function.interface, 4);
    EXPECT_EQ(ublox.configurations[0].function.notify.address, 0x88);
    EXPECT_EQ(ublox.configurations[0].others.size(), 4U);
    EXPECT_EQ(ublox.device_class, (profile::ClassTriple{0xef, 0x02, 0x01}));
}

TEST(ToProfile, WarnsOfADeviceThatOnlyLooksLikeRndis) {
    const Draft tethys = draft(import_file("58-samsung-gt-tethys-missing-T.txt"), 0);
    ASSERT_EQ(tethys.warnings.size(), 1U);
    EXPECT_EQ(tethys.warnings[0].text,
              "class 02/02/ff, no driver bound of 04e8:6843 is taken for RNDIS by its shape: nothing shows "
              "that it is");
}

TEST(ToProfile, GivesTwoModesOfOneIdentityTwoNames) {
    const Import import = import_file("24-fibocom-l7xx-crlf.txt");
    EXPECT_EQ(draft(import, 0).profile.name, "fibocom-mobile-boardband-2cb7-0001");
    EXPECT_EQ(draft(import, 1).profile.name, "fibocom-mobile-boardband-2cb7-0001-2");
}

TEST(ToProfile, MakesAFileThatIsRead) {
    const Import import = import_file("20-telit-le910cx-rndis-ecm.txt");
    for (const std::size_t index : {0, 1}) {
        const std::string yaml = profile_text(draft(import, index), import.names());
        EXPECT_TRUE(profile::parse(yaml, "imported.yaml") == draft(import, index).profile) << yaml;
    }
}

TEST(ProfileText, PutsTheOriginBehindEachField) {
    const Import import = import_file("58-samsung-gt-tethys-missing-T.txt");
    const std::string yaml = profile_text(draft(import, 0), import.names());
    EXPECT_THAT(yaml,
                testing::HasSubstr(
                    "# Made by tetherlab import from 58-samsung-gt-tethys-missing-T.txt. Behind each field: "
                    "where it is said, or why it is assumed.\n# line 14: class 02/02/ff"));
    EXPECT_THAT(yaml,
                testing::HasSubstr("  vendor: 0x04e8                                            # line 5\n"));
    EXPECT_THAT(
        yaml, testing::HasSubstr("    data-in: {address: 0x81, packet: 64}                    # assumed: not "
                                 "listed; f_rndis's own\n"));
    EXPECT_THAT(
        yaml, testing::HasSubstr("      - {interface: 3, class: 08/06/50, endpoints: 2}       # line 13\n"));
}

// What a router would print of a plugged profile is imported as that profile; round_trip_test asks the
// router.
class RoundTrip : public testing::TestWithParam<unsigned> {};

TEST_P(RoundTrip, GivesTheSameProfile) {
    const Profile original = generated(GetParam());
    const std::string text = "T:  Bus=01 Lev=01 Prnt=01 Port=00 Cnt=01 Dev#=  2 Spd=480  MxCh= 0\n" +
                             profile::usb_devices_block(original, profile::expected_configuration(original));
    const std::optional<Profile> imported = import_again(text, original);
    ASSERT_TRUE(imported) << text;
    EXPECT_TRUE(*imported == original) << text << profile::emit(*imported);
}

INSTANTIATE_TEST_SUITE_P(Generated, RoundTrip, testing::Range(1U, 101U));

}  // namespace
}  // namespace tetherlab::importer
