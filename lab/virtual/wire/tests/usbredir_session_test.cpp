// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/usbredir_session.hpp"

#include "gadget/base/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace tetherlab;
using namespace tetherlab::wire;

namespace {

class FakePeer : public Peer {
public:
    std::size_t read(std::span<std::byte> into) override {
        if (broken) throw base::SystemError("read", "port", ENODEV);
        const std::size_t size = std::min(into.size(), input.size());
        std::copy_n(input.begin(), size, into.begin());
        input.erase(input.begin(), input.begin() + static_cast<std::ptrdiff_t>(size));
        return size;
    }

    std::size_t write(std::span<const std::byte> from) override {
        const std::size_t size = std::min(from.size(), room);
        output.insert(output.end(), from.begin(), from.begin() + static_cast<std::ptrdiff_t>(size));
        return size;
    }

    std::vector<std::byte> input;
    std::vector<std::byte> output;
    std::size_t room = 4096;
    bool broken = false;
};

class UsbredirSessionTest : public testing::Test {
protected:
    FakePeer peer_;
    std::vector<std::string> lines_;
    const Log log_ = [this](std::string_view line) { lines_.emplace_back(line); };
    UsbredirSession session_{nullptr, peer_, log_};
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
    EXPECT_THAT(lines_, testing::Contains("the router sent a packet that makes no sense, ignoring"));
}

TEST_F(UsbredirSessionTest, SaysWhichDeviceItCannotOpen) {
    EXPECT_FALSE(session_.plug({999, 999}));
    EXPECT_THAT(lines_, testing::Contains("open /dev/bus/usb/999/999: No such file or directory"));
}
