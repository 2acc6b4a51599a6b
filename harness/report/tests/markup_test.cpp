// SPDX-License-Identifier: Apache-2.0
#include "harness/report/markup.hpp"

#include <gtest/gtest.h>

namespace tetherlab::report {
namespace {

TEST(Escape, NeutralisesMarkup) {
    EXPECT_EQ(escape("<b a=\"1\">&</b>"), "&lt;b a=&quot;1&quot;&gt;&amp;&lt;/b&gt;");
}

TEST(Escape, KeepsWellFormedUtf8) {
    EXPECT_EQ(escape("né … 漢 😀"), "né … 漢 😀");
}

TEST(Escape, ReplacesABareContinuationByte) {
    EXPECT_EQ(escape("a\x80z"), "a\xEF\xBF\xBDz");
}

TEST(Escape, ReplacesASequenceCutOffAtTheEnd) {
    EXPECT_EQ(escape("a\xE2\x80"), "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Escape, ReplacesAnOverlongSlash) {
    EXPECT_EQ(escape("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Escape, ReplacesControlCharactersThatXmlForbids) {
    EXPECT_EQ(escape("\x1b[K\t\n"), "\xEF\xBF\xBD[K\t\n");
}

}  // namespace
}  // namespace tetherlab::report
