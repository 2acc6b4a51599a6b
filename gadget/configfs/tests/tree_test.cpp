// SPDX-License-Identifier: Apache-2.0
// On plain folders, without the attribute files that only configfs removes by itself: agent_vm_test uses the
// real one.
#include "gadget/configfs/tree.hpp"

#include "gadget/base/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tetherlab::configfs {
namespace {

using testing::IsEmpty;
namespace fs = std::filesystem;

class TreeTest : public testing::Test {
protected:
    TreeTest() { fs::create_directories(configfs_ / "usb_gadget"); }

    base::TemporaryFolder folder_;
    fs::path configfs_ = folder_.path();
};

TEST_F(TreeTest, LeavesOtherPeoplesGadgets) {
    fs::create_directory(configfs_ / "usb_gadget" / "serial-console");
    EXPECT_THAT(remove_leftovers(configfs_), IsEmpty());
    EXPECT_TRUE(fs::exists(configfs_ / "usb_gadget" / "serial-console"));
}

TEST_F(TreeTest, FindsNothingWhereTheKernelHasNoGadgets) {
    EXPECT_THAT(remove_leftovers(configfs_ / "missing"), IsEmpty());
}

TEST_F(TreeTest, DoesNothingForAGadgetThatIsNotThere) {
    EXPECT_NO_THROW(remove_gadget(configfs_ / "usb_gadget" / "tetherlab"));
}

}  // namespace
}  // namespace tetherlab::configfs
