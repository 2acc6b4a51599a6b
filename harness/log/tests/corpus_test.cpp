// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/text.hpp"
#include "harness/log/tests/pastes.hpp"
#include "harness/log/tests/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

// What the logs of real pastes tell. The texts are those of the importer's tests.
namespace tetherlab::log {
namespace {

using ::testing::IsEmpty;

const std::filesystem::path kCorpus =
    std::filesystem::path(TETHERLAB_SOURCE_DIR) / "harness/importer/tests/corpus";

Account account_of_file(const std::string& name) {
    return account_of(base::read_file(kCorpus / (name + ".txt")));
}

std::vector<std::string> episodes_of(const Account& account) {
    std::vector<std::string> all;
    for (const Episode& each : account.episodes) all.push_back(each.port + " " + to_text(each.kind));
    return all;
}

class EveryPaste : public ::testing::TestWithParam<Paste> {};

TEST_P(EveryPaste, HasALogOrNone) {
    const Paste& paste = GetParam();
    const Log log = account_of_file(paste.file).log;
    EXPECT_EQ(log.lines == 0, *paste.holds != '\0') << paste.holds;
    std::vector<Clock> clocks;
    for (const Session& each : log.sessions) clocks.push_back(each.clock);
    EXPECT_EQ(clocks, paste.clocks);
    EXPECT_EQ(log.breaks_off, paste.breaks_off);
}

TEST_P(EveryPaste, GivesItsEvents) {
    const Paste& paste = GetParam();
    const Account account = account_of_file(paste.file);
    std::size_t found = 0;
    for (const Story& story : account.stories) {
        const auto port = std::find_if(paste.ports.begin(), paste.ports.end(), [&](const Port& each) {
            return each.session == story.session && each.port == story.port;
        });
        if (port == paste.ports.end()) {
            EXPECT_FALSE(story.concerns_tether()) << story.port << " of session " << story.session;
            continue;
        }
        EXPECT_EQ(story.role, port->role) << story.port;
        EXPECT_EQ(story.counts, port->counts) << story.port;
        if (*port->timeline != '\0') {
            EXPECT_EQ(timeline(account.log, story), port->timeline) << story.port;
        }
        ++found;
    }
    EXPECT_EQ(found, paste.ports.size());
}

TEST_P(EveryPaste, GivesItsEpisodesAndFindings) {
    const Account account = account_of_file(GetParam().file);
    EXPECT_EQ(episodes_of(account), GetParam().episodes);
    EXPECT_EQ(codes(account), GetParam().codes);
}

INSTANTIATE_TEST_SUITE_P(Corpus, EveryPaste, ::testing::ValuesIn(pastes()), [](const auto& tested) {
    std::string name = tested.param.file;
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return name;
});

TEST(Corpus, NamesEveryPaste) {
    std::vector<std::string> there;
    for (const auto& entry : std::filesystem::directory_iterator(kCorpus)) {
        there.push_back(entry.path().stem());
    }
    std::sort(there.begin(), there.end());
    std::vector<std::string> named;
    for (const Paste& each : pastes()) named.emplace_back(each.file);
    EXPECT_EQ(named, there);
}

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
    EXPECT_EQ(account.episodes[0].count, 3);  // ports, for one cause
}

TEST(Corpus, HasALogFromInsideAHotspot) {
    const Account account = account_of_file("80-tplink-m7350-DEVICE-SIDE-log");
    ASSERT_EQ(account.log.sessions.size(), 1U);
    EXPECT_TRUE(account.log.sessions[0].device_side);
    EXPECT_THAT(account.stories, IsEmpty());
}

TEST(Corpus, CountsTheCopyBySyslogOnce) {
    EXPECT_EQ(account_of_file("28-huawei-k4203-mbim-fail-loop").log.repeated, 31);
}

}  // namespace
}  // namespace tetherlab::log
