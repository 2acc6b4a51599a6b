// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/board/find_board.hpp"
#include "harness/board/tests/board_text.hpp"
#include "harness/image/fwtool.hpp"
#include "harness/image/inspect.hpp"
#include "harness/image/sysupgrade_tar.hpp"
#include "harness/image/tests/sample.hpp"

#include <gtest/gtest.h>

// A router that no code knows, from its file to the verdict on images.
namespace tetherlab::board {
namespace {

namespace sample = image::sample;

class NewBoard : public testing::Test {
protected:
    NewBoard() { base::write_file(folder_.path() / "hunter-b7.yaml", board_text()); }

    image::Board board() const { return Boards(folder_.path()).find("acme,hunter-b7", {}).image; }

    // A sysupgrade image for it, with a kernel whose header says `product`.
    static base::Bytes image_with(const std::string& product) {
        const base::Bytes kernel = image::insert_sge(sample::uimage(), {product, "V2.0", "B7"});
        base::Bytes image =
            image::make_sysupgrade_tar("acme_hunter-b7", kernel, sample::root(), std::chrono::sys_seconds{});
        image::Metadata metadata = sample::metadata();
        metadata.devices = {"acme,hunter-b7"};
        metadata.version.board = "acme_hunter-b7";
        image::append_metadata(image, to_json(metadata));
        return image;
    }

    base::TemporaryFolder folder_;
};

TEST_F(NewBoard, TakesAnImageThatIsMadeForIt) {
    EXPECT_EQ(image::refusal_text(image::inspect(image_with("HUNTER"), board())), "");
}

TEST_F(NewBoard, RefusesAKernelThatItsBootLoaderWouldNotTake) {
    EXPECT_EQ(image::refusal_text(image::inspect(image_with("DIR-3040"), board())),
              "SGE product at 0x840: expected HUNTER, got DIR-3040\n");
}

TEST_F(NewBoard, RefusesAnImageOfAnotherRouter) {
    EXPECT_EQ(image::inspect(sample::image(), board()).problems.front().what,
              "Device acme,hunter-b7 not supported by this image");
}

TEST_F(NewBoard, RefusesAKernelThatItsPartitionDoesNotHold) {
    base::write_file(folder_.path() / "hunter-b7.yaml",
                     board_text({{"flash",
                                  "{kernel-size: 0x20000, partitions: [{name: firmware, offset: 0, size: "
                                  "0x2800000}]}"}}));
    const base::Bytes kernel = image::insert_sge(
        image::make_uimage(sample::uimage_header(), base::Bytes(0x20000)), {"HUNTER", "V2.0", "B7"});
    base::Bytes image =
        image::make_sysupgrade_tar("acme_hunter-b7", kernel, sample::root(), std::chrono::sys_seconds{});
    EXPECT_EQ(image::inspect(sample::sealed(image), board()).problems.back().what, "kernel size");
}

}  // namespace
}  // namespace tetherlab::board
