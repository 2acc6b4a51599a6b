// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/file_clone.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"

#include <gtest/gtest.h>

namespace tetherlab::bench {
namespace {

class FileClone : public testing::Test {
protected:
    base::TemporaryFolder folder_;
    std::filesystem::path from_ = folder_.path() / "from";
    std::filesystem::path to_ = folder_.path() / "to";
};

TEST_F(FileClone, HasTheSameContent) {
    const std::string content(3'000'000, 'x');
    base::write_file(from_, content);
    clone_file(from_, to_);
    EXPECT_EQ(base::read_file(to_), content);
}

TEST_F(FileClone, ReplacesALongerFile) {
    base::write_file(from_, "new");
    base::write_file(to_, "older and longer");
    clone_file(from_, to_);
    EXPECT_EQ(base::read_file(to_), "new");
}

TEST_F(FileClone, ChangesNothingInTheOriginal) {
    base::write_file(from_, "original");
    clone_file(from_, to_);
    base::write_attribute(to_, "CHANGED!");
    EXPECT_EQ(base::read_file(from_), "original");
}

TEST_F(FileClone, AcrossFileSystemsIsACopy) {
    base::write_file(from_, "content");
    const std::filesystem::path elsewhere = "/dev/shm/tetherlab-file-clone-test";
    clone_file(from_, elsewhere);
    EXPECT_EQ(base::read_file(elsewhere), "content");
    std::filesystem::remove(elsewhere);
}

TEST_F(FileClone, OfNothingIsAnError) {
    EXPECT_THROW(clone_file(from_, to_), base::SystemError);
}

}  // namespace
}  // namespace tetherlab::bench
