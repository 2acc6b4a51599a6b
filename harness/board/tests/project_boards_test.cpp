// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "gadget/base/yaml.hpp"
#include "harness/board/find_board.hpp"
#include "harness/board/tests/board_text.hpp"
#include "harness/image/tests/sample.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::board {
namespace {

using image::sample::message_of;
using testing::ElementsAre;

const Boards kBoards(TETHERLAB_SOURCE_DIR "/lab/boards");

TEST(ProjectBoards, AreWhatOpenWrtHasOnThisFlash) {
    EXPECT_THAT(kBoards.names(), ElementsAre("dir-1960-a1", "dir-2055-a1", "dir-2640-a1", "dir-2660-a1",
                                             "dir-3040-a1", "dir-3060-a1", "dir-853-a3"));
}

class EachBoard : public testing::TestWithParam<std::string> {};

TEST_P(EachBoard, IsLaidOutAsTheDir3040) {
    const Board board = kBoards.find(GetParam(), {});
    const image::Board& reference = image::sample::dir_3040();
    EXPECT_EQ(board.image.name, "dlink," + GetParam());
    EXPECT_EQ(board.image.firmware_offset, reference.firmware_offset);
    EXPECT_EQ(board.image.firmware_size, reference.firmware_size);
    EXPECT_EQ(board.image.kernel_partition_size, reference.kernel_partition_size);
    EXPECT_EQ(board.image.load_address, reference.load_address);
    EXPECT_EQ(board.partitions.back().end(), std::uint64_t{128} << 20);
    EXPECT_EQ(board.baud, 57600);
    EXPECT_TRUE(board.tftp);
    EXPECT_EQ(board.web->address.address, "192.168.0.1");
}

std::string name_of(const testing::TestParamInfo<std::string>& info) {
    std::string name = info.param;
    std::erase(name, '-');
    return name;
}

INSTANTIATE_TEST_SUITE_P(ProjectBoards, EachBoard, testing::ValuesIn(kBoards.names()), name_of);

// What the tests of images are made for.
TEST(ProjectBoards, HaveTheDir3040OfTheSamples) {
    const image::Board board = kBoards.find("dlink,dir-3040-a1", {}).image;
    EXPECT_EQ(board.sge, image::sample::dir_3040().sge);
    EXPECT_EQ(board.compat_version, image::sample::dir_3040().compat_version);
}

TEST(FindBoard, NamesThoseThatThereAre) {
    EXPECT_EQ(message_of([] { kBoards.find("dlink,dir-3041-a1", {}); }),
              "find board dlink,dir-3041-a1: there are dir-1960-a1, dir-2055-a1, dir-2640-a1, dir-2660-a1, "
              "dir-3040-a1, dir-3060-a1, dir-853-a3; did you mean 'dir-3040-a1'?");
}

TEST(FindBoard, TakesAFileFromAnywhere) {
    const base::TemporaryFolder folder;
    base::write_file(folder.path() / "mine.yaml", board_text());
    EXPECT_EQ(kBoards.find("mine.yaml", folder.path()).model, "Acme Hunter B7");
    EXPECT_EQ(message_of([&] { kBoards.find("other.yaml", folder.path()); }),
              "find board " + (folder.path() / "other.yaml").string() + ": no such file");
}

TEST(FindBoard, RefusesANamesakeOfAnotherVendor) {
    const base::TemporaryFolder folder;
    const Boards boards(folder.path());
    base::write_file(folder.path() / "hunter-b7.yaml", board_text());
    EXPECT_EQ(boards.find("acme,hunter-b7", {}).image.name, "acme,hunter-b7");
    EXPECT_EQ(message_of([&] { boards.find("dlink,hunter-b7", {}); }),
              (folder.path() / "hunter-b7.yaml").string() +
                  ":6:7: expected dlink,hunter-b7, got acme,hunter-b7\n"
                  "  name: acme,hunter-b7\n"
                  "        ^");
}

TEST(FindBoard, DoesNotLeaveItsFolder) {
    EXPECT_EQ(kBoards.file_of("dlink,../../etc/x", {}), TETHERLAB_SOURCE_DIR "/lab/boards/x.yaml");
}

}  // namespace
}  // namespace tetherlab::board
