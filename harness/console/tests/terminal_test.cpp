// SPDX-License-Identifier: Apache-2.0
#include "harness/console/terminal.hpp"

#include <gtest/gtest.h>

namespace tetherlab::console {
namespace {

using Time = base::Clock::time_point;
using std::chrono::milliseconds;

constexpr Time kNow{};

TEST(Terminal, EndsALineAtNewlineAndDropsItsCarriageReturn) {
    Terminal terminal;
    const auto output = terminal.feed("U-Boot 2023.01\r\nmaltael # ", kNow);
    ASSERT_EQ(output.lines.size(), 1U);
    EXPECT_EQ(output.lines[0].text, "U-Boot 2023.01");
    EXPECT_EQ(output.text, "U-Boot 2023.01\nmaltael # ");
}

TEST(Terminal, DatesALineByItsFirstByte) {
    Terminal terminal;
    terminal.feed("Verifying Checksum", kNow + milliseconds(10));
    const auto output = terminal.feed(" ... OK\r\n", kNow + milliseconds(30));
    ASSERT_EQ(output.lines.size(), 1U);
    EXPECT_EQ(output.lines[0].text, "Verifying Checksum ... OK");
    EXPECT_EQ(output.lines[0].at, kNow + milliseconds(10));
}

TEST(Terminal, ShowsARedrawnProgressAsItEndsButFindsEachOfItsStates) {
    Terminal terminal;
    const auto output = terminal.feed("Writing from <stdin> to kernel ...  [ ]\b\b\b[e]\b\b\b[w]\r\n", kNow);
    ASSERT_EQ(output.lines.size(), 1U);
    EXPECT_EQ(output.lines[0].text, "Writing from <stdin> to kernel ...  [w]");
    EXPECT_EQ(output.text, "Writing from <stdin> to kernel ...  [ ][e][w]\n");
}

TEST(Terminal, OverwritesFromTheStartAfterALoneCarriageReturn) {
    Terminal terminal;
    EXPECT_EQ(terminal.feed("10 %\r20 %\n", kNow).lines.at(0).text, "20 %");
}

TEST(Terminal, IgnoresABackspaceAtTheStartOfALine) {
    Terminal terminal;
    EXPECT_EQ(terminal.feed("\b\bx\n", kNow).lines.at(0).text, "x");
}

TEST(Terminal, DropsEscapeSequencesEvenInPieces) {
    Terminal terminal;
    EXPECT_EQ(terminal.feed("root@OpenWrt:/# \x1b[", kNow).text, "root@OpenWrt:/# ");
    const auto output = terminal.feed(
        "6nls\x1b"
        "7\n",
        kNow);
    EXPECT_EQ(output.text, "ls\n");
    EXPECT_EQ(output.lines.at(0).text, "root@OpenWrt:/# ls");
}

TEST(Terminal, ShowsBytesThatAreNotUtf8AsReplacementCharacters) {
    Terminal terminal;
    EXPECT_EQ(terminal.feed("Product: D53\xff\xc3\n", kNow).lines.at(0).text, "Product: D53\uFFFD\uFFFD");
}

TEST(Terminal, EndsAnEndlessLine) {
    Terminal terminal;
    const auto output = terminal.feed(std::string(5000, '#'), kNow);
    ASSERT_EQ(output.lines.size(), 1U);
    EXPECT_EQ(output.lines[0].text, std::string(4096, '#'));
    EXPECT_EQ(terminal.finish()->text, std::string(904, '#'));
}

TEST(Terminal, FinishesTheLineAPowerCutLeft) {
    Terminal terminal;
    terminal.feed("[   12.3] usb 1-1: new hi", kNow);
    EXPECT_EQ(terminal.finish()->text, "[   12.3] usb 1-1: new hi");
    EXPECT_FALSE(terminal.finish());
}

TEST(ValidUtf8, KeepsCharactersOfEveryLength) {
    EXPECT_EQ(valid_utf8("a\u00e9\u20ac\U0001F4F6"), "a\u00e9\u20ac\U0001F4F6");
}

TEST(ValidUtf8, RefusesOverlongFormsAndSurrogates) {
    EXPECT_EQ(valid_utf8("\xe0\x80\x80"), "\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(valid_utf8("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD");
}

}  // namespace
}  // namespace tetherlab::console
