// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/usbredir_session.hpp"

#include "gadget/base/error.hpp"
#include "lab/virtual/wire/testing/fake_peer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

using namespace tetherlab;
using namespace tetherlab::wire;
using tetherlab::wire::testing::FakePeer;

namespace {

class UsbredirSessionTest : public ::testing::Test {
protected:
    FakePeer peer_;
    std::vector<std::string> lines_;
    const Log log_ = [this](std::string_view line) { lines_.emplace_back(line); };
    UsbredirSession session_{nullptr, peer_, log_, [] {}};
};

constexpr std::size_t kHelloSize = 12 + 64 + 4;  // header, version text, one word of capabilities

}  // namespace

TEST_F(UsbredirSessionTest, SaysHelloFirst) {
    session_.send();
    ASSERT_EQ(peer_.output.size(), kHelloSize);
    EXPECT_EQ(peer_.output[0], std::byte{0});  // usb_redir_hello
    EXPECT_FALSE(session_.has_output());
}

TEST_F(UsbredirSessionTest, KeepsWhatThePeerDoesNotTake) {
    peer_.room = 10;
    session_.send();
    EXPECT_TRUE(session_.has_output());
    peer_.room = 4096;
    session_.send();
    EXPECT_EQ(peer_.output.size(), kHelloSize);
    EXPECT_FALSE(session_.has_output());
}

TEST_F(UsbredirSessionTest, PassesOnThatThePeerIsBroken) {
    peer_.broken = true;
    EXPECT_THROW(session_.receive(), base::SystemError);
}

TEST_F(UsbredirSessionTest, SaysThatAPacketMakesNoSense) {
    peer_.input.assign(12, std::byte{0xff});
    session_.receive();
    EXPECT_THAT(lines_, ::testing::Contains("the router sent a packet that makes no sense, ignoring"));
}

TEST_F(UsbredirSessionTest, SaysWhichDeviceItCannotOpen) {
    session_.plug({999, 999});
    EXPECT_THAT(lines_, ::testing::Contains("open /dev/bus/usb/999/999: No such file or directory"));
}
