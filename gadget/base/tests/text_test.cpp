// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/text.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace tetherlab::base {
namespace {

TEST(Nearest, FindsATypingMistake) {
    const std::vector<std::string> words{"subnet", "driver"};
    EXPECT_EQ(nearest("drivr", words), "driver");
}

TEST(Nearest, IsSilentAboutAnUnrelatedWord) {
    const std::vector<std::string> words{"subnet", "driver"};
    EXPECT_EQ(nearest("temperature", words), "");
}

TEST(Split, KeepsEmptyParts) {
    EXPECT_EQ(split("a,,b", ',').size(), 3U);
}

TEST(Trim, TakesWhiteSpaceFromBothEnds) {
    EXPECT_EQ(trim(" \t a b\n"), "a b");
}

TEST(WriteFile, ReplacesTheWholeFile) {
    const TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "file";
    write_file(file, "first, longer");
    write_file(file, "second");
    EXPECT_EQ(read_file(file), "second");
}

TEST(ReadFile, NamesTheFileItCouldNotOpen) {
    try {
        read_file("/no/such/file");
        FAIL() << "expected an Error";
    } catch (const SystemError& error) {
        EXPECT_STREQ(error.what(), "open /no/such/file: No such file or directory");
    }
}

}  // namespace
}  // namespace tetherlab::base
