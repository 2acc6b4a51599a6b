// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/socket_port.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <string>

using namespace tetherlab;
using namespace tetherlab::wire;

namespace {

class SocketPortTest : public ::testing::Test {
protected:
    // As a router does.
    base::UniqueFd connect() {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        path_.native().copy(address.sun_path, sizeof address.sun_path - 1);
        base::UniqueFd fd(base::check(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "open", "socket"));
        base::check(::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address),
                    "connect to", path_.native());
        return fd;
    }

    std::string read() {
        std::array<std::byte, 16> buffer{};
        const std::size_t size = port_.read(buffer);
        return {reinterpret_cast<const char*>(buffer.data()), size};
    }

    base::TemporaryFolder folder_;
    const std::filesystem::path path_ = folder_.path() / "wire";
    SocketPort port_{path_};
};

constexpr std::array kOneByte{std::byte{'x'}};

}  // namespace

TEST_F(SocketPortTest, HasNobodyAtFirst) {
    EXPECT_FALSE(port_.update_connected());
}

TEST_F(SocketPortTest, TakesARouter) {
    const base::UniqueFd router = connect();
    ASSERT_TRUE(port_.update_connected());
    ASSERT_EQ(::write(router.get(), "hello", 5), 5);
    EXPECT_EQ(read(), "hello");
    EXPECT_EQ(read(), "");
    EXPECT_EQ(port_.write(kOneByte), 1U);
}

TEST_F(SocketPortTest, LetsTheNextRouterWaitUntilTheLastHasGone) {
    base::UniqueFd first = connect();
    ASSERT_TRUE(port_.update_connected());
    const base::UniqueFd second = connect();
    EXPECT_TRUE(port_.update_connected());
    first.reset();
    EXPECT_FALSE(port_.update_connected());
    EXPECT_TRUE(port_.update_connected());
    ASSERT_EQ(::write(second.get(), "2", 1), 1);
    EXPECT_EQ(read(), "2");
}

TEST_F(SocketPortTest, WritesNothingToARouterThatHasGone) {
    base::UniqueFd router = connect();
    ASSERT_TRUE(port_.update_connected());
    router.reset();
    EXPECT_EQ(port_.write(kOneByte), 0U);
    EXPECT_EQ(read(), "");
    EXPECT_FALSE(port_.update_connected());
}

TEST(SocketPort, RemovesItsFile) {
    const base::TemporaryFolder folder;
    const std::filesystem::path path = folder.path() / "wire";
    { const SocketPort port(path); }
    EXPECT_FALSE(std::filesystem::exists(path));
}
