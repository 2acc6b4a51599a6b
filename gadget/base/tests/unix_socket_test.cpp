// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/unix_socket.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace tetherlab::base {
namespace {

TEST(ListenOn, ReplacesAFileThatWasLeft) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "socket";
    std::ofstream(path) << "left";
    const UniqueFd listener = listen_on(path);
    EXPECT_TRUE(std::filesystem::is_socket(path));
}

TEST(ListenOn, RefusesAPathThatNoSocketAddressHolds) {
    const std::string path = "/tmp/" + std::string(110, 'x');
    try {
        listen_on(path);
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.what(), "listen on " + path + ": the path is longer than 107 bytes");
    }
}

}  // namespace
}  // namespace tetherlab::base
