// SPDX-License-Identifier: Apache-2.0
// On a FIFO, which without a writer hangs up and keeps what was written, as a virtio port does without a
// peer.
#include "lab/virtual/wire/virtio_port.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <string>
#include <string_view>

namespace tetherlab::wire {
namespace {

class VirtioPortTest : public ::testing::Test {
protected:
    void SetUp() override { base::check(::mkfifo(path_.c_str(), 0600), "make", path_.native()); }

    base::UniqueFd open(int flags) const {
        return base::UniqueFd(
            base::check(::open(path_.c_str(), flags | O_NONBLOCK | O_CLOEXEC), "open", path_.native()));
    }

    static void write(const base::UniqueFd& peer, std::string_view bytes) {
        ASSERT_EQ(::write(peer.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    }

    static std::string read(VirtioPort& port) {
        std::array<std::byte, 16> buffer{};
        const std::size_t size = port.read(buffer);
        return {reinterpret_cast<const char*>(buffer.data()), size};
    }

    base::TemporaryFolder folder_;
    const std::filesystem::path path_ = folder_.path() / "port";
};

TEST_F(VirtioPortTest, KeepsWhatComesBeforeItsPeerIsKnown) {
    base::UniqueFd port_fd = open(O_RDONLY);
    base::UniqueFd peer = open(O_WRONLY);
    write(peer, "hello");
    peer.reset();
    VirtioPort port(std::move(port_fd), "wire");
    EXPECT_FALSE(port.connected());
    EXPECT_FALSE(port.update_connected());
    peer = open(O_WRONLY);
    ASSERT_TRUE(port.update_connected());
    EXPECT_EQ(read(port), "hello");
}

TEST_F(VirtioPortTest, DropsWhatAPeerThatHasGoneLeft) {
    base::UniqueFd port_fd = open(O_RDONLY);
    base::UniqueFd peer = open(O_WRONLY);
    VirtioPort port(std::move(port_fd), "wire");
    ASSERT_TRUE(port.connected());
    write(peer, "old");
    peer.reset();
    EXPECT_FALSE(port.update_connected());
    peer = open(O_WRONLY);
    write(peer, "new");
    ASSERT_TRUE(port.update_connected());
    EXPECT_EQ(read(port), "new");
}

}  // namespace
}  // namespace tetherlab::wire
