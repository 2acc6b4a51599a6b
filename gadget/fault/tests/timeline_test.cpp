// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/timeline.hpp"

#include <gtest/gtest.h>

namespace tetherlab::fault {
namespace {

using namespace std::chrono_literals;
using What = Timeline::What;

Timeline read(const std::string& text) {
    return std::get<Timeline>(read_timeline(text));
}

// What is wrong with a text, or "nothing".
std::string wrong_with(const std::string& text) {
    const auto read = read_timeline(text);
    const auto* wrong = std::get_if<std::string>(&read);
    return wrong == nullptr ? "nothing" : *wrong;
}

TEST(TimelineReader, ReadsSecondsAndEvents) {
    EXPECT_EQ(
        read("0.000 disconnect, 1.826 connect, 1.839 context-failed, 1.857 enable-failed, 3.2 retry").events,
        (std::vector<Timeline::Event>{{0ms, What::kDisconnect},
                                      {1826ms, What::kConnect},
                                      {1839ms, What::kContextFailed},
                                      {1857ms, What::kEnableFailed},
                                      {3200ms, What::kRetry}}));
}

TEST(TimelineReader, ReadsWhatItIsWrittenAs) {
    const std::string text =
        "0.000 connect, 0.690 address-failed, 0.920 address-failed, 1.150 address-refused, 2.710 retry";
    EXPECT_EQ(to_text(read(text)), text);
}

TEST(TimelineReader, MayBreakItsLines) {
    EXPECT_EQ(read("0 disconnect,\n  2 connect"), read("0.000 disconnect, 2.000 connect"));
}

TEST(TimelineReader, NamesTheNearestEvent) {
    EXPECT_EQ(
        wrong_with("0.000 disconect"),
        "event 1: expected one of connect, retry, disconnect, context-failed, enable-failed, address-failed, "
        "address-refused, got 'disconect'; did you mean 'disconnect'?");
}

TEST(TimelineReader, RefusesWhatIsNoTime) {
    EXPECT_EQ(wrong_with("0 disconnect, soon connect"),
              "event 2: expected seconds and an event such as '1.826 connect', got 'soon connect'");
    EXPECT_EQ(wrong_with("0 disconnect, -1 connect"),
              "event 2: expected seconds and an event such as '1.826 connect', got '-1 connect'");
    EXPECT_EQ(wrong_with("0 disconnect, nan connect"),
              "event 2: expected seconds and an event such as '1.826 connect', got 'nan connect'");
    EXPECT_EQ(wrong_with("0 disconnect, 2 s connect"),
              "event 2: expected seconds and an event such as '1.826 connect', got '2 s connect'");
}

TEST(TimelineReader, RefusesNothing) {
    EXPECT_EQ(wrong_with(""), "event 1: expected seconds and an event such as '1.826 connect', got ''");
}

TEST(TimelineReader, BeginsAtNought) {
    EXPECT_EQ(wrong_with("1 disconnect"), "event 1: expected the first event at 0.000, got 1.000");
}

TEST(TimelineReader, RefusesTimesThatGoBack) {
    EXPECT_EQ(wrong_with("0 disconnect, 3 connect, 2 disconnect"),
              "event 3: expected times that increase, got 2.000 after 3.000");
}

TEST(TimelineReader, RefusesAConnectThatNothingBecameOf) {
    EXPECT_EQ(wrong_with("0 connect, 2 connect"),
              "event 2: expected disconnect or context-failed or address-failed after connect, got connect");
}

TEST(TimelineReader, RefusesAnAddressThatFailedOnlyOnce) {
    EXPECT_EQ(wrong_with("0 connect, 0.2 address-failed, 0.4 address-refused"),
              "event 3: expected address-failed after address-failed, got address-refused");
}

TEST(TimelineReader, RefusesAnAddressThatFailedThreeTimes) {
    EXPECT_EQ(wrong_with("0 connect, 0.2 address-failed, 0.4 address-failed, 0.6 address-failed"),
              "event 4: expected address-refused after address-failed, got address-failed");
}

TEST(TimelineReader, RefusesToEndInTheMiddleOfAFailure) {
    EXPECT_EQ(wrong_with("0 connect, 0.1 context-failed"),
              "event 2: expected enable-failed after context-failed, got the end");
}

TEST(TimelineReader, RefusesARetryOfWhatHasNotFailed) {
    EXPECT_EQ(wrong_with("0 disconnect, 2 retry"), "event 2: expected connect after disconnect, got retry");
}

TEST(TimelineReader, RefusesARetryWhenTheRouterHasGivenUp) {
    EXPECT_EQ(wrong_with("0 connect, 0.1 context-failed, 0.1 enable-failed, 4 retry"),
              "event 4: expected retry at most 3 s after enable-failed, got 3.9 s");
}

TEST(TimelineReader, RefusesAConnectWhileTheRouterStillTries) {
    EXPECT_EQ(wrong_with("0 connect, 0.1 context-failed, 0.1 enable-failed, 1 connect"),
              "event 4: expected connect at least 1.2 s after enable-failed, got 900 ms");
}

TEST(TimelineReader, RefusesWhatIsTooFastToBePlayed) {
    EXPECT_EQ(wrong_with("0 disconnect, 0.1 connect"),
              "event 2: expected connect at least 400 ms after disconnect, got 100 ms");
}

TEST(TimelineReader, RefusesMoreThanAThousandEvents) {
    std::string text = "0 connect";
    for (int second = 1; second <= 1000; ++second) {
        text += ", " + std::to_string(second) + (second % 2 == 0 ? " connect" : " disconnect");
    }
    EXPECT_EQ(wrong_with(text), "expected at most 1000 events");
}

TEST(Playback, ShortensQuietStretchesAndNothingElse) {
    const Playback playback{read("0 disconnect, 2 connect, 102 disconnect, 103 connect"),
                            {.quiet = 30s, .factor = 20}};
    EXPECT_EQ(to_text(playback.played()), "0.000 disconnect, 2.000 connect, 7.000 disconnect, 8.000 connect");
}

TEST(Playback, OfOneTimeIsTheTimelineItself) {
    const Timeline timeline = read("0 disconnect, 2 connect, 102 disconnect");
    EXPECT_EQ((Playback{timeline, {.quiet = 30s, .factor = 1}}.played()), timeline);
}

}  // namespace
}  // namespace tetherlab::fault
