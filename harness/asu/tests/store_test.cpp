// SPDX-License-Identifier: Apache-2.0
#include "harness/asu/store.hpp"

#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/testing/error_of.hpp"
#include "gadget/base/text.hpp"

#include <gmock/gmock.h>

namespace tetherlab::asu {
namespace {

namespace fs = std::filesystem;

const Build kBuild{.request_hash = "1c4a79c6b711", .bin_dir = "x", .version = "SNAPSHOT", .revision = "r1"};
const Image kImage{"sysupgrade", "squashfs", "a.bin",
                   "c3bf47ea1f4a4a605470313cacb3a44f4a461f68c6faeab07e737610cb5ac835"};  // of "firmware"

class StoreTest : public ::testing::Test {
protected:
    fs::path keep(const std::string& content) {
        Store::Incoming incoming = store_.begin();
        incoming.add(base::as_bytes(content));
        return store_.keep(std::move(incoming), kBuild, kImage);
    }

    base::TemporaryFolder folder_;
    Store store_{folder_.path()};
};

TEST_F(StoreTest, FindsWhatItKeeps) {
    EXPECT_EQ(store_.find(kBuild, kImage), std::nullopt);
    const fs::path file = keep("firmware");
    EXPECT_EQ(base::read_file(file), "firmware");
    EXPECT_EQ(store_.find(kBuild, kImage), file);
}

TEST_F(StoreTest, TellsBuildsOfOtherRequestsAndOtherContentsApart) {
    keep("firmware");
    Build other_build = kBuild;
    other_build.request_hash = "aaaaaaaaaaaa";
    Image other_image = kImage;
    other_image.sha256 = std::string(64, 'a');
    EXPECT_EQ(store_.find(other_build, kImage), std::nullopt);
    EXPECT_EQ(store_.find(kBuild, other_image), std::nullopt);
}

// A kill at this point leaves what is seen here.
TEST_F(StoreTest, ShowsNothingOfAnImageThatIsNotComplete) {
    Store::Incoming incoming = store_.begin();
    incoming.add(base::as_bytes("firm"));
    EXPECT_TRUE(fs::is_empty(folder_.path()));
}

TEST_F(StoreTest, KeepsNothingWithAnotherHash) {
    EXPECT_EQ(base::testing::error_of([&] { keep("firmwarE"); }),
              "download a.bin: expected SHA-256 "
              "c3bf47ea1f4a4a605470313cacb3a44f4a461f68c6faeab07e737610cb5ac835, got "
              "9cc7f1b5005fbcd216f97ae46d1951847c2f25317115c71b0a215c2d4a86178b of 8 bytes");
    EXPECT_TRUE(fs::is_empty(folder_.path()));
}

TEST_F(StoreTest, DoesNotMindThatAnotherProcessWasFaster) {
    const fs::path file = keep("firmware");
    EXPECT_EQ(keep("firmware"), file);
    EXPECT_EQ(base::read_file(file), "firmware");
}

}  // namespace
}  // namespace tetherlab::asu
