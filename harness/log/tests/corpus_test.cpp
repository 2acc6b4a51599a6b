// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/text.hpp"
#include "harness/log/tests/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <ostream>

// What the logs of real pastes tell. The texts are those of the importer's tests.
namespace tetherlab::log {
namespace {

// One port in one session. A text has nothing to say of the ports that are not listed.
struct Port {
    int session;
    const char* port;
    Role role;
    Counts counts;
};

struct Paste {
    const char* file;
    std::size_t sessions;
    std::vector<Port> ports;
    std::vector<std::string> codes;  // of the findings
};

std::ostream& operator<<(std::ostream& out, const Paste& paste) {
    return out << paste.file;
}

const std::vector<Paste>& pastes() {
    static const std::vector<Paste> kPastes{
        {"01-xiaomi-redmi-note12-rndis-wrapped",
         1,
         {{0, "5-1", Role::kTether, {.connects = 4, .disconnects = 3, .netdevs_up = 2}}},
         {"charge-only", "mac-changes"}},
        {"28-huawei-k4203-mbim-fail-loop",
         1,
         {{0, "2-1.4", Role::kTether, {.connects = 7, .disconnects = 6, .bind_failures = 6}}},
         {"reconnect-loop", "driver-failed"}},
        {"29-pi-zero-gadget-error71-watchdog-wrapped",
         2,
         {{0, "1-1", Role::kTether, {.connects = 1, .descriptor_failures = 1, .netdevs_up = 1, .stalls = 1}},
          {1, "1-3", Role::kTether, {.connects = 1, .descriptor_failures = 1, .netdevs_up = 1, .stalls = 1}}},
         {"descriptor-failure", "data-stall", "descriptor-failure", "data-stall"}},
        {"34-fairphone4-rndis-regression",
         2,
         {{0, "1-4", Role::kTether, {.connects = 1, .netdevs_up = 1}},
          {1, "1-4", Role::kTether, {.connects = 2, .disconnects = 2, .netdevs_up = 1}}},
         {"charge-only", "renamed-interface"}},
        {"51-openwrt-tl-mr6400-enum-fail",
         1,
         {{0,
           "1-1",
           Role::kUnknown,
           {.connects = 4, .descriptor_failures = 4, .address_failures = 2, .give_ups = 1}}},
         {"enumeration-failed"}},
        {"52-zyxel-nr2301-5g-hotspot-rndis",
         2,
         {{0, "3-2", Role::kTether, {.netdevs_up = 1}}, {1, "3-2", Role::kTether, {.netdevs_up = 1}}},
         {"renamed-interface"}},
        {"56-huawei-e303-hilink-forum-mixed",
         1,
         {{0, "1-2", Role::kTether, {.connects = 1, .disconnects = 1, .netdevs_up = 1}}},
         {"drops"}},
        {"61-motorola-q-rndis-60s-loop",
         1,
         {{0, "1-2", Role::kTether, {.connects = 2, .disconnects = 2, .netdevs_up = 2}}},
         {"reconnect-loop"}},
        {"63-zte-mt65xx-android-rndis-timeline",
         1,
         {{0,
           "2-3",
           Role::kTether,
           {.connects = 8, .disconnects = 7, .descriptor_failures = 1, .netdevs_up = 5}}},
         {"drops", "descriptor-failure", "charge-only", "mac-changes"}},
        {"70-tplink-m7310-no-timestamps-polish",
         1,
         {{0, "2-1.3", Role::kTether, {.connects = 2, .disconnects = 1, .netdevs_up = 2}}},
         {"mac-changes"}},
        {"thread",
         2,
         {{0,
           "1-1",
           Role::kUnknown,
           {.connects = 12,
            .disconnects = 8,
            .setup_failures = 5,
            .enable_failures = 1,
            .address_failures = 2}},
          {1, "1-2", Role::kTether, {.netdevs_up = 1}}},
         {"brownout", "no-driver"}},
    };
    return kPastes;
}

Account account_of_file(const std::string& name) {
    return account_of(base::read_file(std::filesystem::path(TETHERLAB_SOURCE_DIR) /
                                      "harness/importer/tests/corpus" / (name + ".txt")));
}

class EveryPaste : public ::testing::TestWithParam<Paste> {};

TEST_P(EveryPaste, GivesItsEvents) {
    const Paste& paste = GetParam();
    const Account account = account_of_file(paste.file);
    EXPECT_EQ(account.log.sessions.size(), paste.sessions);
    std::size_t found = 0;
    for (const Story& story : account.stories) {
        if (!story.concerns_tether() || story.attachments.empty()) continue;
        const auto port = std::find_if(paste.ports.begin(), paste.ports.end(), [&](const Port& each) {
            return each.session == story.session && each.port == story.port;
        });
        ASSERT_NE(port, paste.ports.end()) << story.port << " of session " << story.session;
        EXPECT_EQ(story.role, port->role) << story.port;
        EXPECT_EQ(story.counts, port->counts) << story.port;
        ++found;
    }
    EXPECT_EQ(found, paste.ports.size());
}

TEST_P(EveryPaste, GivesItsFindings) {
    EXPECT_EQ(codes(account_of_file(GetParam().file)), GetParam().codes);
}

INSTANTIATE_TEST_SUITE_P(Corpus, EveryPaste, ::testing::ValuesIn(pastes()), [](const auto& tested) {
    std::string name = tested.param.file;
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return name;
});

TEST(Corpus, HasALoopOfSixtySeconds) {
    const Account account = account_of_file("61-motorola-q-rndis-60s-loop");
    ASSERT_EQ(account.episodes.size(), 1U);
    EXPECT_EQ(sentence(account.episodes[0], account.log),
              "2 disconnects in 63.8 s, one every 63.8 s, on the bus for 61.3 s and off it for 2.54 s "
              "(medians); there "
              "the log ends");
}

TEST(Corpus, HasTheStormOfTheThread) {
    const Account account = account_of_file("thread");
    ASSERT_FALSE(account.episodes.empty());
    const Episode& storm = account.episodes[0];
    EXPECT_EQ(storm.kind, EpisodeKind::kStorm);
    EXPECT_EQ(storm.count, 7);
    EXPECT_EQ(storm.failures, 3);
    EXPECT_EQ(duration_text(*storm.stays), "8 min 54 s");
}

TEST(Corpus, HasNoOverCurrentInTheHubsCapabilities) {
    const Account account = account_of_file("50-usb-c-hub-over-current");
    EXPECT_EQ(count(account.log, Kind::kOverCurrent), 0);
    ASSERT_EQ(account.episodes.size(), 1U);
    EXPECT_EQ(account.episodes[0].kind, EpisodeKind::kTogether);
    EXPECT_EQ(account.episodes[0].port, "1-2");
    EXPECT_THAT(findings(account), ::testing::IsEmpty());
}

TEST(Corpus, HasALogFromInsideAHotspot) {
    const Account account = account_of_file("80-tplink-m7350-DEVICE-SIDE-log");
    ASSERT_EQ(account.log.sessions.size(), 1U);
    EXPECT_TRUE(account.log.sessions[0].device_side);
    EXPECT_TRUE(account.stories.empty());
}

TEST(Corpus, CountsTheCopyBySyslogOnce) {
    EXPECT_EQ(account_of_file("28-huawei-k4203-mbim-fail-loop").log.repeated, 31);
}

}  // namespace
}  // namespace tetherlab::log
