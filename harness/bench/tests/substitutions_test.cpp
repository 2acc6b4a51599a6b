// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/substitutions.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"

#include <gtest/gtest.h>

namespace tetherlab::bench {
namespace {

TEST(Substitutions, OfTheVirtualRouterAreReadable) {
    const auto list = load_substitutions(TETHERLAB_SOURCE_DIR "/lab/virtual/router/substitutions.tsv");
    EXPECT_GT(list.size(), 5u);
}

TEST(Substitutions, AreALineOfFourColumns) {
    const base::TemporaryFolder folder;
    base::write_file(folder.path() / "s.tsv",
                     "# comment\nkernel\tthe image's\tDebian's\tbootm\nWi-Fi\tmt76\tnone\t\n");
    const auto list = load_substitutions(folder.path() / "s.tsv");
    ASSERT_EQ(list.size(), 2u);
    EXPECT_EQ(list[0].what, "kernel");
    EXPECT_EQ(list[0].original, "the image's");
    EXPECT_EQ(list[0].instead, "Debian's");
    EXPECT_EQ(list[0].why, "bootm");
    EXPECT_EQ(list[1].why, "");
}

TEST(Substitutions, NameALineThatIsCut) {
    const base::TemporaryFolder folder;
    const auto file = folder.path() / "s.tsv";
    base::write_file(file, "kernel\tthe image's\n");
    try {
        load_substitutions(file);
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.what(), "read " + file.string() + ":1: expected 4 columns, got 2");
    }
}

}  // namespace
}  // namespace tetherlab::bench
