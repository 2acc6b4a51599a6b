// SPDX-License-Identifier: Apache-2.0
#include "harness/history/snapshot_series.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"

#include <gmock/gmock.h>

namespace tetherlab::history {
namespace {

using ::testing::IsEmpty;

const std::vector<ImageIdentity> kImages{
    {"/s/a.bin", "r99-aa", "1"}, {"/s/b.bin", "r100-bb", "2"}, {"/s/c.bin", "r101-cc", "3"}};

std::string refusal(const std::string& good, const std::string& bad) {
    try {
        between(kImages, good, bad);
    } catch (const base::Error& error) {
        return error.what();
    }
    return "nothing";
}

TEST(SnapshotSeries, IsFromTheGoodToTheBadOne) {
    const std::vector<ImageIdentity> later{kImages[1], kImages[2]};
    EXPECT_EQ(between(kImages, "r100-bb", "c.bin"), later);
    EXPECT_EQ(between(kImages, "r100", "r101"), later);
    EXPECT_EQ(between(kImages, "a.bin", "r101"), kImages);
}

TEST(SnapshotSeries, RefusesWhatItDoesNotHave) {
    EXPECT_EQ(
        refusal("r98", "r101"),
        "find image r98: none are called so; there are a.bin (r99-aa), b.bin (r100-bb), c.bin (r101-cc)");
    EXPECT_EQ(refusal("r101", "r99"), "bisect r101: it is not older than r99, which is bad");
}

TEST(SnapshotSeries, LeavesOutWhatIsNoImageWithARevision) {
    const base::TemporaryFolder folder;
    base::write_file(folder.path() / "x.bin", "no image");
    base::write_file(folder.path() / "notes.txt", "");
    EXPECT_THAT(images_in(folder.path()), IsEmpty());
    EXPECT_THROW(images_in(folder.path() / "none"), base::Error);
}

}  // namespace
}  // namespace tetherlab::history
