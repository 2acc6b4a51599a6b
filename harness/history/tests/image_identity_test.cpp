// SPDX-License-Identifier: Apache-2.0
#include "harness/history/image_identity.hpp"

#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"

#include <gtest/gtest.h>

namespace tetherlab::history {
namespace {

TEST(ImageIdentity, OfAFileThatIsNoImageIsItsHash) {
    const base::TemporaryFolder folder;
    const std::filesystem::path file = folder.path() / "x.bin";
    base::write_file(file, "abc");
    EXPECT_EQ(identify(file),
              (ImageIdentity{file, "", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}));
}

TEST(ImageIdentity, OfNoImageIsNothing) {
    EXPECT_EQ(identify(""), ImageIdentity{});
}

}  // namespace
}  // namespace tetherlab::history
