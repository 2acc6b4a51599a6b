// SPDX-License-Identifier: Apache-2.0
#include "harness/paste/paste.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::paste {

// For a failed expectation.
void PrintTo(const Line& line, std::ostream* out) {
    *out << line.number << " >" << line.quote_depth << " '" << line.text << "'";
}

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Of a text of one line.
std::string text_of(std::string_view line) {
    const std::vector<Line> lines = clean(line);
    return lines.size() == 1 ? lines[0].text : "not one line";
}

TEST(Paste, GivesLinesWithTheirNumbers) {
    EXPECT_THAT(clean("a\n\n  b \n"), ElementsAre(Line{1, 0, "a"}, Line{2, 0, ""}, Line{3, 0, "  b "}));
    EXPECT_THAT(clean(""), IsEmpty());
}

TEST(Paste, KnowsEveryLineEnd) {
    EXPECT_THAT(clean("a\r\nb\r\r\nc\rd\ne"), ElementsAre(Line{1, 0, "a"}, Line{2, 0, "b"}, Line{3, 0, "c"},
                                                          Line{4, 0, "d"}, Line{5, 0, "e"}));
}

TEST(Paste, TakesQuotingMarksOff) {
    EXPECT_THAT(clean("> a\n>> b\n> > c\n>d\n >  e\nKN> f\n>\n"),
                ElementsAre(Line{1, 1, "a"}, Line{2, 2, "b"}, Line{3, 2, "c"}, Line{4, 1, "d"},
                            Line{5, 1, " e"}, Line{6, 1, "f"}, Line{7, 1, ""}));
}

TEST(Paste, LeavesOtherAnglesAlone) {
    EXPECT_EQ(text_of("I:  If#=0x0 --> Remote NDIS"), "I:  If#=0x0 --> Remote NDIS");
    EXPECT_EQ(text_of("  iSerial 3 <redacted>"), "  iSerial 3 <redacted>");
    EXPECT_EQ(text_of("D:  Ver= 2.00 Cls=00(>ifc )"), "D:  Ver= 2.00 Cls=00(>ifc )");
}

TEST(Paste, MakesEveryBlankABlank) {
    EXPECT_EQ(text_of("T:\u00a0 Bus=04\u2003Lev=01\tPrnt=01"), "T:  Bus=04 Lev=01 Prnt=01");
    EXPECT_EQ(text_of("T:\xa0 Bus=04"), "T:  Bus=04");
}

TEST(Paste, DropsWhatHasNoWidth) {
    EXPECT_EQ(text_of("\ufeff\u200bT:\u00ad x\u200e"), "T: x");
    EXPECT_EQ(text_of(std::string_view("a\0b\x01", 4)), "ab");
}

TEST(Paste, DropsTerminalColours) {
    EXPECT_EQ(text_of("\x1b[32m[    5.66] \x1b[0;1musb 1-1:\x1b[m new"), "[    5.66] usb 1-1: new");
    EXPECT_EQ(text_of("^[[32m[    5.66] ^[[0musb 1-1: new"), "[    5.66] usb 1-1: new");
}

TEST(Paste, MakesTypographyAscii) {
    EXPECT_EQ(text_of("register \u2018rndis_host\u2019 \u2026 error \u221271 \u201cx\u201d"),
              "register 'rndis_host' ... error -71 \"x\"");
}

TEST(Paste, KeepsOtherUtf8AndMarksWhatIsNone) {
    EXPECT_EQ(text_of("Gerät 中"), "Gerät 中");
    EXPECT_EQ(text_of("a\xff\xc3"), "a??");
    EXPECT_EQ(text_of("\xed\xbf\x80"), "???");
}

TEST(Paste, DecodesHtmlEntities) {
    EXPECT_EQ(text_of("T:&nbsp; Cls=00(&gt;ifc ) &#65;&#x42; &amp;lt;"), "T:  Cls=00(>ifc ) AB <");
    EXPECT_EQ(text_of("AT&T; &unknown; & &#; &#99999999999;"), "AT&T; &unknown; & &#; &#99999999999;");
}

TEST(Paste, SeesQuotingMarksThatWereEntities) {
    EXPECT_THAT(clean("&gt;&nbsp;a"), ElementsAre(Line{1, 1, "a"}));
}

TEST(Paste, TakesHtmlTagsOff) {
    EXPECT_THAT(
        clean("<pre>T:  Bus=01<br/>D:  <b class=\"x\">Ver</b>= 2.00</pre>\n<p>x"),
        ElementsAre(Line{1, 0, "T:  Bus=01"}, Line{1, 0, "D:  Ver= 2.00"}, Line{1, 0, ""}, Line{2, 0, "x"}));
    EXPECT_EQ(text_of("<BROADCAST,MULTICAST> <user@example.org>"),
              "<BROADCAST,MULTICAST> <user@example.org>");
}

TEST(Paste, TakesBbCodeOffAndCountsItsQuotes) {
    EXPECT_THAT(clean("[quote=\"A B\"]a\n[b]b[/b] [REDACTED]\n[/quote]c\n[CODE]d"),
                ElementsAre(Line{1, 1, "a"}, Line{2, 1, "b [REDACTED]"}, Line{3, 0, "c"}, Line{4, 0, "d"}));
}

TEST(Paste, LeavesTimestampsAndFacilitiesAlone) {
    EXPECT_EQ(text_of("[    5.662821] usb 1-1: x"), "[    5.662821] usb 1-1: x");
    EXPECT_EQ(text_of("[Mon Aug  5 10:11:12 2024] usb"), "[Mon Aug  5 10:11:12 2024] usb");
}

TEST(Paste, MakesAMarkdownFenceAnEmptyLine) {
    EXPECT_THAT(clean("```dmesg\nx\n```\n~~~\n"),
                ElementsAre(Line{1, 0, ""}, Line{2, 0, "x"}, Line{3, 0, ""}, Line{4, 0, ""}));
}

TEST(Paste, TakesMarkdownOffALine) {
    EXPECT_EQ(text_of("C:\\* \\#Ifs= 2"), "C:* #Ifs= 2");
    EXPECT_EQ(text_of("`T:  Bus=01`"), "T:  Bus=01");
    EXPECT_EQ(text_of("/sys/tp-link\\:power"), "/sys/tp-link\\:power");
}

TEST(Paste, ReadsUtf16) {
    EXPECT_THAT(clean(std::string_view("\xff\xfe"
                                       "a\0\r\0\n\0\xe4\0",
                                       10)),
                ElementsAre(Line{1, 0, "a"}, Line{2, 0, "ä"}));
    EXPECT_THAT(clean(std::string_view("\xfe\xff\xd8\x3d\xde\x00", 6)), ElementsAre(Line{1, 0, "😀"}));
}

TEST(Paste, ReadsQuotedPrintable) {
    EXPECT_THAT(clean("T:=C2=A0 Bus=3D04 Lev=\n=3D01=20\nD:  Ver=3D 3.20 =zz=\n"),
                ElementsAre(Line{1, 0, "T:  Bus=04 Lev=01 "}, Line{3, 0, "D:  Ver= 3.20 =zz="}));
    EXPECT_THAT(clean("a=\nb"), ElementsAre(Line{1, 0, "a="}, Line{2, 0, "b"}));
}

TEST(Paste, CutsALineThatNobodyWrote) {
    EXPECT_EQ(text_of(std::string(kLongestLine + 1, 'x')).size(), kLongestLine);
}

TEST(Paste, StopsAtItsLimits) {
    const std::string many(kMostLines + 10, '\n');
    EXPECT_EQ(clean(many).size(), kMostLines);
    EXPECT_EQ(within_limits(many).size(), kMostLines);
    EXPECT_EQ(within_limits(std::string(kMostBytes + 1, 'x')).size(), kMostBytes);
    EXPECT_EQ(within_limits("a\nb").size(), 3U);
}

TEST(Paste, TakesNoLongerForReturnsAlone) {
    EXPECT_EQ(clean(std::string(kMostLines / 2, '\r')).size(), kMostLines / 2);
}

}  // namespace
}  // namespace tetherlab::paste
