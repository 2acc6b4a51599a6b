// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/web_page.hpp"

#include "gadget/base/text.hpp"
#include "harness/flash/tests/page_stand_in.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::flash {
namespace {

using testing::HasSubstr;

class WebPageTest : public testing::Test {
protected:
    WebPageTest() { base::write_file(image_, std::string(200'000, 'k') + std::string("\r\n--\0x", 6)); }

    std::optional<std::string> upload_to(const PageStandIn& stand_in, base::Milliseconds time) const {
        return upload({.url = stand_in.url()}, image_, base::Deadline(time));
    }

    base::TemporaryFolder folder_;
    std::filesystem::path image_ = folder_.path() / "recovery.bin";
};

TEST_F(WebPageTest, GivesTheImageToTheForm) {
    const PageStandIn stand_in("takes");
    EXPECT_EQ(await_page({.url = stand_in.url()}, base::Deadline(kPagePatience)), std::nullopt);
    EXPECT_EQ(upload_to(stand_in, kPagePatience), std::nullopt);
    EXPECT_EQ(base::read_file(stand_in.written()), base::read_file(image_));
}

TEST_F(WebPageTest, SaysWhatThePageAnswersToAnImageThatItDoesNotTake) {
    const PageStandIn stand_in("refuses");
    EXPECT_EQ(upload_to(stand_in, kPagePatience),
              "the page answered the upload with '<html>The file is not correct</html>'");
}

TEST_F(WebPageTest, GivesUpAnUploadThatStalls) {
    const PageStandIn stand_in("stalls");
    EXPECT_THAT(upload_to(stand_in, base::Milliseconds(2'000)).value_or(""),
                HasSubstr("the upload of recovery.bin failed: curl: (28) Operation timed out"));
}

TEST_F(WebPageTest, SaysThatThereIsNoPage) {
    EXPECT_THAT(
        await_page({.url = "http://127.0.0.1:1/"}, base::Deadline(base::Milliseconds(2'000))).value_or(""),
        HasSubstr("no page at http://127.0.0.1:1/: curl: (7) Failed to connect to 127.0.0.1 port 1"));
}

TEST_F(WebPageTest, SaysThatThereIsNoImage) {
    const PageStandIn stand_in("takes");
    std::filesystem::remove(image_);
    EXPECT_THAT(upload_to(stand_in, kPagePatience).value_or(""), HasSubstr("curl: (26) Failed to open/read"));
}

}  // namespace
}  // namespace tetherlab::flash
