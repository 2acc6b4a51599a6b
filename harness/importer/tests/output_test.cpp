// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/output.hpp"

#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/importer/conclusion.hpp"
#include "harness/importer/scenario_text.hpp"
#include "harness/importer/tests/imported.hpp"
#include "harness/importer/timeline.hpp"
#include "harness/scenario/scenario.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tetherlab::importer {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string content(const Import& import, const std::string& ending) {
    for (const OutputFile& file : output_files(import)) {
        if (file.name.ends_with(ending)) return file.content;
    }
    return "no such file";
}

Conclusion conclusion(const Import& import, const std::string& code) {
    const std::vector<Conclusion> all = conclude(import);
    const auto found =
        std::find_if(all.begin(), all.end(), [&code](const Conclusion& each) { return each.code == code; });
    return found == all.end() ? Conclusion{} : *found;
}

std::vector<int> lines_of(const Conclusion& conclusion) {
    std::vector<int> lines;
    for (const Clue& clue : conclusion.evidence) lines.push_back(clue.place.line);
    return lines;
}

TEST(Output, OfTheThreadIsTwoProfilesTwoScenariosAndTheFindings) {
    std::vector<std::string> names;
    for (const OutputFile& file : output_files(import_file("thread.txt"))) names.push_back(file.name);
    EXPECT_THAT(names,
                testing::ElementsAre("mt6890-0e8d-2028.profile.yaml", "mt6890-0e8d-2028.scenario.yaml",
                                     "mdm9207-mtp-sn-60ffc53c-05c6-9057.profile.yaml",
                                     "mdm9207-mtp-sn-60ffc53c-05c6-9057.scenario.yaml", "findings.md"));
}

TEST(Output, IsScenariosThatAreRead) {
    for (const char* file : {"thread.txt", "04-tozed-lt70c-unisoc-ncm-4x.txt", "24-fibocom-l7xx-crlf.txt",
                             "42-ublox-1343-ecm-lsusb.txt", "56-huawei-e303-hilink-forum-mixed.txt"}) {
        const std::string text = content(import_file(file), ".scenario.yaml");
        EXPECT_NO_THROW(scenario::parse(text, file)) << text;
    }
}

TEST(Scenario, MovesTheRouterOutOfTheHotspotsNetwork) {
    EXPECT_THAT(content(import_file("thread.txt"), ".scenario.yaml"), HasSubstr("  - lan: 192.168.8.1/24\n"));
    EXPECT_THAT(content(import_file("56-huawei-e303-hilink-forum-mixed.txt"), ".scenario.yaml"),
                HasSubstr("  - lan: 192.168.9.1/24\n  - wan: eth0\n"));
}

TEST(Scenario, OfTheThreadReplaysTheStorm) {
    EXPECT_THAT(content(import_file("thread.txt"), "0e8d-2028.scenario.yaml"),
                HasSubstr("  - fault: replay\n    with: {timeline: \"0.000 disconnect, 1.826 connect, "));
}

TEST(Timeline, OfTheThreadIsTheStormOfTheD53) {
    const Import import = import_file("thread.txt");
    const TimelineOrReason found = timeline_of(import.devices[1].device, import);
    ASSERT_TRUE(found.timeline) << found.reason;
    EXPECT_EQ(found.timeline->disconnects, 8);
    EXPECT_TRUE(found.timeline->begins_present);
    EXPECT_TRUE(found.timeline->ends_present);
    EXPECT_THAT(
        found.timeline->text,
        testing::StartsWith("0.000 disconnect, 1.826 connect, 1.839 context-failed, 1.857 enable-failed, "
                            "3.196 retry, 5.863 disconnect"));
}

TEST(Timeline, IsNotMadeOutOfALogOfOtherIdentities) {
    const Import import = import_file("63-zte-mt65xx-android-rndis-timeline.txt");
    EXPECT_EQ(timeline_of(import.devices[1].device, import).reason,
              "the log shows other identities on its port");
}

TEST(Conclusions, OfTheThreadAreWhatTheThreadTookDaysToFind) {
    const Import import = import_file("thread.txt");
    const Conclusion driver = conclusion(import, "missing-kmod");
    EXPECT_THAT(driver.sentence, HasSubstr("kmod-usb-net-rndis is missing"));
    EXPECT_THAT(driver.advice, HasSubstr("echo 1 > /sys/bus/usb/devices/1-1/bConfigurationValue"));
    EXPECT_THAT(lines_of(driver), testing::ElementsAre(58));

    const Conclusion subnet = conclusion(import, "subnet-clash");
    EXPECT_THAT(
        subnet.sentence,
        HasSubstr("the router's LAN 192.168.1.8/24 and the hotspot's network 192.168.1.0/24 overlap"));
    EXPECT_TRUE(subnet.over);
    EXPECT_THAT(lines_of(subnet), testing::IsSupersetOf({19, 29, 193}));

    EXPECT_THAT(lines_of(conclusion(import, "no-battery")), testing::ElementsAre(158, 142));
    EXPECT_THAT(conclusion(import, "brownout").sentence, HasSubstr("loses its power again and again"));
}

TEST(Conclusions, OfACapabilityOfAHubAreNone) {
    EXPECT_EQ(conclusion(import_file("50-usb-c-hub-over-current.txt"), "over-current").code, "");
}

TEST(Findings, NameWhatWasLeftOutAndWhy) {
    const std::string page =
        content(import_file("26-cinterion-mv32-whole-machine-usbutils-bug.txt"), "findings.md");
    EXPECT_THAT(page, HasSubstr("No profile: MBIM only: recognised, not emulated."));
    EXPECT_THAT(page, HasSubstr("(line 66): Bluetooth\n"));
    EXPECT_THAT(page, HasSubstr("line 122: the listing ends here, before the first C: line\n"));
    EXPECT_THAT(page, HasSubstr("line 184: a piece of a listing, without T: and without interfaces\n"));
}

TEST(Findings, SayThatAListingHasNoLogToJudgeBy) {
    const std::string page = content(import_file("18-meig-srm825wn-rndis.txt"), "findings.md");
    EXPECT_THAT(page, HasSubstr("Not known: there is no kernel log of a router to judge by"));
    EXPECT_THAT(page, Not(HasSubstr("Nothing that the text shows")));
}

TEST(Findings, NameADeviceThatNeverSaidWhatItIs) {
    const std::string page = content(import_file("51-openwrt-tl-mr6400-enum-fail.txt"), "findings.md");
    EXPECT_THAT(page, HasSubstr("\n## unidentified device on 1-1, high speed\n"));
    EXPECT_THAT(page,
                HasSubstr("unidentified device on 1-1 (no identity, no descriptors: enumeration failed"));
    EXPECT_THAT(page, Not(HasSubstr("????")));
}

TEST(Findings, ListWhatTheGadgetCannotShow) {
    EXPECT_THAT(content(import_file("05-fibocom-fg150-quoted-superspeed.txt"), "findings.md"),
                HasSubstr("| speed | super | high | the wire carries high speed |\n"));
    EXPECT_THAT(content(import_file("thread.txt"), "findings.md"),
                HasSubstr("- the gadget shows all of it exactly\n"));
}

TEST(Findings, TakeNoMarkupFromAText) {
    const std::string page =
        content(import_text("T:  Bus=01 Lev=01 Prnt=01 Port=00 Cnt=01 Dev#=  2 Spd=480  MxCh= 0\n"
                            "P:  Vendor=1234 ProdID=5678 Rev= 1.00\n"
                            "S:  Product=&lt;img src=x&gt; [a](b) |\n"
                            "C:* #Ifs= 1 Cfg#= 1 Atr=80 MxPwr=500mA\n"
                            "I:* If#= 0 Alt= 0 #EPs= 0 Cls=ff(vend.) Sub=00 Prot=00 Driver=(none)\n"),
                "findings.md");
    EXPECT_THAT(page, Not(HasSubstr(" <img")));
    EXPECT_THAT(page, HasSubstr("\\<img src=x\\> \\[a\\](b) \\|"));
}

TEST(ReadText, LooksAtTheBeginningOfALargeFileOnly) {
    const base::TemporaryFolder folder;
    base::write_file(folder.path() / "big.txt", std::string(paste::kMostBytes + 100, 'x'));
    const Text text = read_text(folder.path() / "big.txt");
    EXPECT_FALSE(text.whole);
    EXPECT_EQ(text.content.size(), paste::kMostBytes + 1);
    EXPECT_EQ(text.name, "big.txt");
}

}  // namespace
}  // namespace tetherlab::importer
