// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/outbox.hpp"

#include "lab/virtual/wire/testing/fake_peer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

using namespace tetherlab::wire;
using ::testing::ElementsAreArray;
using namespace std::chrono_literals;
using tetherlab::wire::testing::FakePeer;

namespace {

constexpr std::array kDisconnect{std::byte{2}, std::byte{0}, std::byte{0}, std::byte{0}};
constexpr std::array kControl{std::byte{100}, std::byte{0}, std::byte{0}, std::byte{0}, std::byte{7}};

constexpr Outbox::Time kNow{};

class OutboxTest : public ::testing::Test {
protected:
    Outbox outbox_;
    FakePeer peer_;
};

}  // namespace

TEST_F(OutboxTest, HoldsADisconnectBack) {
    outbox_.add(kDisconnect, kNow);
    EXPECT_EQ(outbox_.due(), kNow + 10ms);
    outbox_.release(kNow + 9ms);
    EXPECT_TRUE(outbox_.empty());
}

TEST_F(OutboxTest, SendsTheDisconnectOnceItIsDue) {
    outbox_.add(kDisconnect, kNow);
    outbox_.release(kNow + 10ms);
    outbox_.release(kNow + 20ms);
    outbox_.write_to(peer_);
    EXPECT_THAT(peer_.output, ElementsAreArray(kDisconnect));
    EXPECT_EQ(outbox_.due(), std::nullopt);
}

TEST_F(OutboxTest, SendsAnswersWhileADisconnectWaits) {
    outbox_.add(kDisconnect, kNow);
    outbox_.add(kControl, kNow);
    outbox_.write_to(peer_);
    EXPECT_THAT(peer_.output, ElementsAreArray(kControl));
}

TEST_F(OutboxTest, WaitsForTheRouterToGoOnFromAnAnswer) {
    outbox_.add(kControl, kNow);
    outbox_.add(kDisconnect, kNow + 5ms);
    EXPECT_EQ(outbox_.due(), kNow + 200ms);
}

TEST_F(OutboxTest, HasNothingToWaitForWithoutADisconnect) {
    outbox_.add(kControl, kNow);
    EXPECT_EQ(outbox_.due(), std::nullopt);
}

TEST_F(OutboxTest, KeepsWhatThePeerDoesNotTake) {
    peer_.room = 3;
    outbox_.add(kControl, kNow);
    outbox_.write_to(peer_);
    EXPECT_FALSE(outbox_.empty());
    outbox_.write_to(peer_);
    EXPECT_THAT(peer_.output, ElementsAreArray(kControl));
}

TEST_F(OutboxTest, HasNoRoomBeyondOneMegabyte) {
    const std::vector<std::byte> megabyte(1024 * 1024, std::byte{1});
    EXPECT_TRUE(outbox_.add(megabyte, kNow));
    EXPECT_FALSE(outbox_.add(kControl, kNow));
}
