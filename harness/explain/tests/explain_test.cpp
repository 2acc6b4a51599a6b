// SPDX-License-Identifier: Apache-2.0
#include "harness/explain/explain.hpp"

#include "gadget/base/text.hpp"
#include "harness/explain/page.hpp"
#include "harness/importer/output.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include <nlohmann/json.hpp>

namespace tetherlab::explain {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

Explanation explain_text(const std::string& content) {
    return explain({"pasted.txt", content, true});
}

Explanation explain_paste(const std::string& name) {
    return explain(importer::read_text(std::filesystem::path(TETHERLAB_SOURCE_DIR) /
                                       "harness/importer/tests/corpus" / (name + ".txt")));
}

std::vector<std::string> codes(const Explanation& explanation) {
    std::vector<std::string> codes;
    for (const importer::Conclusion& conclusion : explanation.conclusions) codes.push_back(conclusion.code);
    return codes;
}

const importer::Conclusion& conclusion_of(const Explanation& explanation, const std::string& code) {
    const auto found = std::find_if(explanation.conclusions.begin(), explanation.conclusions.end(),
                                    [&](const importer::Conclusion& c) { return c.code == code; });
    if (found == explanation.conclusions.end()) throw std::out_of_range("no conclusion " + code);
    return *found;
}

// What the text suspects and the log does not support.
std::vector<std::string> refuted(const Explanation& explanation) {
    std::vector<std::string> found;
    for (const Guess& guess : explanation.guesses) {
        if (guess.support == Support::kAgainst) found.push_back(guess.what);
    }
    return found;
}

std::vector<int> lines(const std::vector<importer::Clue>& clues) {
    std::vector<int> numbers;
    for (const importer::Clue& clue : clues) numbers.push_back(clue.place.line);
    return numbers;
}

TEST(ExplainThread, ReachesWhatTheThreadTookDaysToFind) {
    const Explanation explanation = explain_paste("thread");
    EXPECT_EQ(explanation.refusal, "");
    EXPECT_THAT(codes(explanation), Contains("missing-kmod"));
    EXPECT_THAT(codes(explanation), Contains("subnet-clash"));
    EXPECT_THAT(codes(explanation), Contains("power"));
    EXPECT_THAT(codes(explanation), Contains("brownout"));
    EXPECT_THAT(codes(explanation), Contains("ipv6-single-64"));
    EXPECT_THAT(codes(explanation), Not(Contains("no-driver")));
}

TEST(ExplainThread, NamesThePackageAndTheOtherConfiguration) {
    const Explanation explanation = explain_paste("thread");
    const importer::Conclusion& missing = conclusion_of(explanation, "missing-kmod");
    EXPECT_THAT(missing.sentence, HasSubstr("kmod-usb-net-rndis"));
    EXPECT_THAT(missing.advice, HasSubstr("bConfigurationValue"));
    EXPECT_FALSE(missing.evidence.empty());
}

TEST(ExplainThread, PutsBatteryAndPortTogether) {
    const Explanation explanation = explain_paste("thread");
    const importer::Conclusion& power = conclusion_of(explanation, "power");
    EXPECT_EQ(power.certainty, log::Certainty::kLikely);
    EXPECT_THAT(power.sentence, HasSubstr("its battery being out"));
    EXPECT_THAT(power.sentence, HasSubstr("500 mA"));
    EXPECT_GE(power.evidence.size(), 2U);
}

TEST(ExplainThread, SaysWhichGuessesTheLogDoesNotSupport) {
    const Explanation explanation = explain_paste("thread");
    EXPECT_THAT(refuted(explanation), Contains("its power is good enough"));
    EXPECT_THAT(refuted(explanation), Contains("tethering is not switched on"));
    EXPECT_THAT(refuted(explanation), Contains("the router has recognised it, its modules are loaded"));
    EXPECT_THAT(refuted(explanation), Contains(StartsWith("it needs asix, cdc_mbim")));
}

TEST(ExplainThread, HasALineForEverything) {
    for (const importer::Conclusion& conclusion : explain_paste("thread").conclusions) {
        EXPECT_THAT(lines(conclusion.evidence), ::testing::Each(::testing::Gt(0))) << conclusion.code;
        EXPECT_FALSE(conclusion.evidence.empty()) << conclusion.code;
        EXPECT_NE(conclusion.advice, "") << conclusion.code;
    }
}

TEST(Explain, RefusesALogFromInsideAHotspot) {
    EXPECT_EQ(explain_paste("80-tplink-m7350-DEVICE-SIDE-log").refusal,
              "80-tplink-m7350-DEVICE-SIDE-log.txt: a log from inside a hotspot (lines 1 to 201): its USB "
              "side is the "
              "other end of the cable, and says nothing of what a router saw");
}

TEST(Explain, RefusesATextWithoutALog) {
    EXPECT_EQ(explain_text("It does not work.\n").refusal,
              "pasted.txt: expected lines of a kernel log, such as 'usb 1-1: USB disconnect, device number "
              "2', got none");
    EXPECT_NE(explain_text("").refusal, "");
}

TEST(Explain, FindsNothingWrongWithAHealthyLog) {
    const Explanation explanation = explain_text(
        "[   10.000000] usb 1-1: new high-speed USB device number 2 using xhci-mtk\n"
        "[   10.500000] rndis_host 1-1:1.0 usb0: register 'rndis_host' at usb-x-1, RNDIS device, "
        "02:00:00:00:00:01\n");
    EXPECT_THAT(explanation.conclusions, IsEmpty());
    EXPECT_THAT(page(explanation), HasSubstr("nothing is wrong, as far as this text shows"));
}

TEST(Explain, SaysOfAListingThatThereIsNoLogToJudgeBy) {
    const Explanation explanation = explain_paste("18-meig-srm825wn-rndis");
    EXPECT_EQ(explanation.refusal, "");
    const std::string text = page(explanation);
    EXPECT_THAT(text, HasSubstr("there is no kernel log of a router to judge by"));
    EXPECT_THAT(text, HasSubstr("'dmesg'"));
    EXPECT_THAT(text, Not(HasSubstr("nothing is wrong")));
    EXPECT_THAT(nlohmann::json::parse(json(explanation)).at("missing_log").get<std::string>(),
                StartsWith("there is no kernel log of a router to judge by"));
}

TEST(Explain, SaysOfALogWithoutAHotspotThatItShowsNone) {
    const std::string text = page(explain_paste("50-usb-c-hub-over-current"));
    EXPECT_THAT(text, HasSubstr("the kernel log shows no device that may be a hotspot"));
    EXPECT_THAT(text, Not(HasSubstr("nothing is wrong")));
}

// What a listing shows by itself is said as well.
TEST(Explain, SaysBothOfAListingWithoutADriver) {
    const Explanation explanation = explain_paste("58-samsung-gt-tethys-missing-T");
    EXPECT_THAT(codes(explanation), ElementsAre("missing-kmod"));
    EXPECT_THAT(page(explanation), HasSubstr("there is no kernel log of a router to judge by"));
}

TEST(Explain, NamesADeviceWithoutIdentityAsSuch) {
    const Explanation explanation = explain_paste("51-openwrt-tl-mr6400-enum-fail");
    ASSERT_EQ(explanation.conclusions.size(), 1U);
    EXPECT_THAT(explanation.conclusions[0].sentence,
                StartsWith("the unidentified device on 1-1 neither tells what it is nor takes an address"));
}

TEST(Explain, FindsAWanThatWaitsForAnotherName) {
    const Explanation explanation = explain_text(
        "config interface 'wan'\n"
        "        option device 'usb0'\n"
        "[   10.000000] usb 1-1: new high-speed USB device number 2 using xhci-mtk\n"
        "[   10.500000] rndis_host 1-1:1.0 eth1: register 'rndis_host' at usb-x-1, RNDIS device, "
        "00:11:22:33:44:55\n");
    ASSERT_THAT(codes(explanation), ElementsAre("renamed-interface"));
    EXPECT_EQ(explanation.conclusions[0].sentence,
              "the router's WAN is set to usb0, and the driver called the interface eth1");
    EXPECT_THAT(lines(explanation.conclusions[0].evidence), ElementsAre(2, 4));
}

TEST(Explain, LeavesOpenWhatALogCannotTell) {
    const Explanation explanation = explain_text(
        "Could it be the MTU?\n"
        "[   10.000000] usb 1-1: new high-speed USB device number 2 using xhci-mtk\n"
        "[   10.500000] rndis_host 1-1:1.0 usb0: register 'rndis_host' at usb-x-1, RNDIS device, "
        "02:00:00:00:00:01\n");
    ASSERT_EQ(explanation.guesses.size(), 1U);
    EXPECT_EQ(explanation.guesses[0].support, Support::kOpen);
    EXPECT_EQ(explanation.guesses[0].what, "the MTU is too large");
    EXPECT_THAT(lines(explanation.guesses[0].said), ElementsAre(1));
}

TEST(ExplainPage, BeginsWithWhatWasReadAndStaysInItsWidth) {
    const std::string text = page(explain_paste("thread"));
    EXPECT_THAT(text, StartsWith("thread.txt: 34 lines of a kernel log, "));
    EXPECT_THAT(text, HasSubstr("\nWhat happened\n"));
    EXPECT_THAT(text, HasSubstr("\nDiagnosis\n  1. power (likely)\n"));
    EXPECT_THAT(text, HasSubstr("\nGuesses in the text that the log does not support\n"));
    for (const std::string& line : base::split(text, '\n')) EXPECT_LE(line.size(), 104U) << line;
}

// Fifty thousand lives of a device: what looks at all of them for each would not come to an end.
TEST(ExplainPage, StaysShortForALongLog) {
    std::string text;
    for (int i = 0; i < 50'000; ++i) text += "usb 1-1: USB disconnect, device number 2\n";
    const Explanation explanation = explain_text(text);
    EXPECT_EQ(explanation.account().stories.at(0).counts.disconnects, 50'000);
    EXPECT_LT(page(explanation).size(), 10'000U);
}

TEST(Explain, TakesNoListOfAddressesOrModulesForAWordOnIpv6) {
    const Explanation explanation = explain_text(
        "inet6 addr: fe80::5a2c:80ff:fe19:5794/64 Scope:Link\n"
        "    inet6 2001:db8:9025:d677:f000:f5ff:fe38:da7e/64 scope global dynamic\n"
        "nf_nat_ipv4 nf_nat nf_conntrack nf_defrag_ipv6\n"
        "UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1\n"
        "[   10.000000] usb 1-1: new high-speed USB device number 2 using xhci-mtk\n"
        "[   10.500000] rndis_host 1-1:1.0 usb0: register 'rndis_host' at usb-x-1, RNDIS device, "
        "02:00:00:00:00:01\n");
    EXPECT_THAT(explanation.conclusions, IsEmpty());
    EXPECT_THAT(explanation.guesses, IsEmpty());
}

TEST(ExplainJson, HasEverythingForPrograms) {
    const nlohmann::json found =
        nlohmann::json::parse(json(explain_paste("63-zte-mt65xx-android-rndis-timeline")));
    EXPECT_TRUE(found.at("refused").is_null());
    EXPECT_EQ(found.at("totals").at("connects"), 8);
    EXPECT_EQ(found.at("totals").at("disconnects"), 7);
    EXPECT_EQ(found.at("ports").at(0).at("port"), "2-3");
    EXPECT_EQ(found.at("ports").at(0).at("attachments").at(1).at("id"), "19d2:0307");
    EXPECT_EQ(found.at("events").at(0).at("kind"), "disconnect");
    EXPECT_EQ(found.at("events").at(0).at("line"), 2);
    EXPECT_DOUBLE_EQ(found.at("events").at(0).at("t"), 2021.482094);
}

TEST(ExplainJson, SaysWhyItIsRefused) {
    const nlohmann::json found =
        nlohmann::json::parse(json(explain_paste("80-tplink-m7350-DEVICE-SIDE-log")));
    EXPECT_THAT(found.at("refused").get<std::string>(), HasSubstr("a log from inside a hotspot"));
    EXPECT_TRUE(found.at("events").empty());
}

}  // namespace
}  // namespace tetherlab::explain
