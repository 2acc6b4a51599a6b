// SPDX-License-Identifier: Apache-2.0
#include "harness/image/ubi.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/image/board.hpp"
#include "harness/image/tests/sample.hpp"

#include <gmock/gmock.h>

namespace tetherlab::image {
namespace {

using testing::HasSubstr;

// Offsets in an EC header: drivers/mtd/ubi/ubi-media.h, Linux 6.1.
constexpr std::size_t kVidHeaderOffsetAt = 16;
constexpr std::size_t kDataOffsetAt = 20;

class Ubi : public testing::Test {
protected:
    Ubi() { base::write_file(root_, base::as_text(sample::root())); }

    base::Bytes make() const { return make_ubi(root_, base::Deadline(base::Milliseconds{20'000})); }

    base::TemporaryFolder folder_;
    std::filesystem::path root_ = folder_.path() / "root.squashfs";
};

TEST_F(Ubi, HasTheHeaderOffsetsOfNandWithoutSubpages) {
    const base::Bytes image = make();
    EXPECT_EQ(image.size() % kNandBlock, 0u);
    EXPECT_EQ(base::as_text(base::ByteSpan(image).first(4)), "UBI#");
    EXPECT_EQ(base::read_u32_be(image, kVidHeaderOffsetAt), 2048u);
    EXPECT_EQ(base::read_u32_be(image, kDataOffsetAt), 4096u);
}

TEST_F(Ubi, HasAVolumeForTheRootAndOneForTheOverlay) {
    const base::Bytes image = make();
    EXPECT_THAT(std::string(base::as_text(image)), HasSubstr("rootfs"));
    EXPECT_THAT(std::string(base::as_text(image)), HasSubstr("rootfs_data"));
    EXPECT_THAT(std::string(base::as_text(image)), HasSubstr(std::string(base::as_text(sample::root()))));
}

TEST_F(Ubi, IsTheSameForTheSameRoot) {
    EXPECT_EQ(make(), make());
}

TEST_F(Ubi, SaysWhatUbinizeSaidWhenThereIsNoRoot) {
    std::filesystem::remove(root_);
    EXPECT_THAT(sample::message_of([&] { make(); }), HasSubstr("error!: cannot stat"));
}

}  // namespace
}  // namespace tetherlab::image
