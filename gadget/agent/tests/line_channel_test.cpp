// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/line_channel.hpp"

#include "gadget/agent/protocol.hpp"
#include "gadget/base/error.hpp"
#include "gadget/base/unique_fd.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <thread>

namespace tetherlab::agent {
namespace {

using namespace std::chrono_literals;
using Outcome = LineChannel::Outcome;

// A channel and the raw other end of it.
class LineChannelTest : public testing::Test {
protected:
    LineChannelTest() {
        std::array<int, 2> ends{};
        base::check(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), "make", "socketpair");
        near_ = base::UniqueFd(ends[0]);
        far_ = base::UniqueFd(ends[1]);
    }

    // From another thread, for text that does not fit into the socket's buffer.
    std::thread send(std::string text) {
        return std::thread([this, text = std::move(text)] {
            LineChannel(far_.get(), far_.get()).write(text, base::Deadline(10s));
        });
    }

    void send_raw(std::string_view text) {
        ASSERT_EQ(::write(far_.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
    }

    base::UniqueFd near_;
    base::UniqueFd far_;
    std::string line_;
};

TEST_F(LineChannelTest, ReadsLinesThatCameTogether) {
    LineChannel channel(near_.get(), near_.get());
    send_raw("one\ntwo\n");
    EXPECT_EQ(channel.read(line_), Outcome::kLine);
    EXPECT_EQ(line_, "one");
    EXPECT_EQ(channel.read(line_), Outcome::kLine);
    EXPECT_EQ(line_, "two");
}

TEST_F(LineChannelTest, ReadsALineThatCameInPieces) {
    LineChannel channel(near_.get(), near_.get());
    send_raw("on");
    std::thread rest([this] { send_raw("e\n"); });
    EXPECT_EQ(channel.read(line_), Outcome::kLine);
    EXPECT_EQ(line_, "one");
    rest.join();
}

TEST_F(LineChannelTest, DropsTheRestWhenThePeerIsGone) {
    LineChannel channel(near_.get(), near_.get());
    send_raw("one\nhal");
    far_.reset();
    EXPECT_EQ(channel.read(line_), Outcome::kLine);
    EXPECT_EQ(channel.read(line_), Outcome::kEnd);
}

TEST_F(LineChannelTest, ThrowsAwayALineThatIsTooLongAndReadsOn) {
    LineChannel channel(near_.get(), near_.get());
    std::thread sender = send(std::string(3 * kLongestLine, 'x') + "\nnext");
    EXPECT_EQ(channel.read(line_), Outcome::kTooLong);
    EXPECT_EQ(channel.read(line_), Outcome::kLine);
    EXPECT_EQ(line_, "next");
    sender.join();
}

TEST_F(LineChannelTest, TakesALineOfTheGreatestLength) {
    LineChannel channel(near_.get(), near_.get());
    std::thread sender = send(std::string(kLongestLine, 'x'));
    EXPECT_EQ(channel.read(line_), Outcome::kLine);
    EXPECT_EQ(line_.size(), kLongestLine);
    sender.join();
}

TEST_F(LineChannelTest, StopsWhenAskedTo) {
    LineChannel channel(near_.get(), near_.get());
    const base::UniqueFd stop(::eventfd(1, EFD_CLOEXEC));
    EXPECT_EQ(channel.read(line_, stop.get()), Outcome::kStopped);
}

TEST_F(LineChannelTest, SaysThatThePeerIsGoneWithoutASignal) {
    LineChannel channel(near_.get(), near_.get());
    far_.reset();
    EXPECT_THAT([&] { channel.write("hello", base::Deadline(10s)); },
                testing::ThrowsMessage<base::SystemError>("write message: Broken pipe"));
}

TEST_F(LineChannelTest, GivesUpOnAPeerThatTakesNothing) {
    LineChannel channel(near_.get(), near_.get());
    EXPECT_THAT(
        [&] { channel.write(std::string(8 << 20, 'x'), base::Deadline(50ms)); },
        testing::ThrowsMessage<base::TimeoutError>("wait for the peer to take a message: not within 50 ms"));
}

}  // namespace
}  // namespace tetherlab::agent
