// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/packet_scanner.hpp"

#include "lab/virtual/wire/testing/fake_router.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tetherlab::wire;
using namespace tetherlab::wire::testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

// The bytes that a router sends, to be cut where a test likes.
class PacketScannerTest : public ::testing::Test {
protected:
    void take(std::size_t size) {
        const std::span bytes(peer_.input);
        scanner_.take(bytes.subspan(taken_, size), [this](std::uint32_t type) { types_.push_back(type); });
        taken_ += size;
    }

    void take_all() {
        router_.flush();
        take(peer_.input.size() - taken_);
    }

    void send_reset() { usbredirparser_send_reset(router_.get()); }

    void send_control() {
        usb_redir_control_packet_header header{};
        header.request = 9;
        header.length = 3;
        std::array<uint8_t, 3> data{1, 2, 3};
        usbredirparser_send_control_packet(router_.get(), 1, &header, data.data(), 3);
    }

    // The router uses long ids once it has heard our hello.
    void say_hello() {
        usbredirparser& ours = *device_;
        ours.priv = &peer_;
        ours.log_func = [](void*, int, const char*) {};
        ours.write_func = [](void* peer, uint8_t* data, int count) {
            const std::span bytes(reinterpret_cast<const std::byte*>(data), static_cast<std::size_t>(count));
            return static_cast<int>(static_cast<FakePeer*>(peer)->write(bytes));
        };
        std::array<uint32_t, USB_REDIR_CAPS_SIZE> capabilities{};
        usbredirparser_caps_set_cap(capabilities.data(), usb_redir_cap_64bits_ids);
        usbredirparser_init(&ours, "ours", capabilities.data(), USB_REDIR_CAPS_SIZE,
                            usbredirparser_fl_usb_host);
        usbredirparser_do_write(&ours);
        router_.take();
    }

    FakePeer peer_;
    FakeRouter router_{peer_};
    std::unique_ptr<usbredirparser, decltype(&usbredirparser_destroy)> device_{usbredirparser_create(),
                                                                               usbredirparser_destroy};
    PacketScanner scanner_;
    std::vector<std::uint32_t> types_;
    std::size_t taken_ = 0;
};

}  // namespace

TEST_F(PacketScannerTest, NamesThePacketsInOrder) {
    say_hello();
    send_reset();
    send_control();
    send_reset();
    take_all();
    EXPECT_THAT(types_,
                ElementsAre(usb_redir_hello, usb_redir_reset, usb_redir_control_packet, usb_redir_reset));
}

TEST_F(PacketScannerTest, DoesNotCareHowTheBytesArrive) {
    say_hello();
    send_control();
    send_reset();
    router_.flush();
    while (taken_ < peer_.input.size()) take(1);
    EXPECT_THAT(types_, ElementsAre(usb_redir_hello, usb_redir_control_packet, usb_redir_reset));
}

TEST_F(PacketScannerTest, NamesAPacketOnceItsHeaderIsThere) {
    take(11);
    EXPECT_THAT(types_, IsEmpty());
    take(1);
    EXPECT_THAT(types_, ElementsAre(usb_redir_hello));
}

TEST_F(PacketScannerTest, TakesIdsAsShortAfterAHelloWithoutTheCapability) {
    std::vector<std::byte> hello(12 + 64);
    hello[4] = std::byte{64};  // length: a version, no capabilities
    std::vector<std::byte> reset(12);
    reset[0] = std::byte{usb_redir_reset};
    peer_.input = hello;
    peer_.input.insert(peer_.input.end(), reset.begin(), reset.end());
    peer_.input.insert(peer_.input.end(), reset.begin(), reset.end());
    take(peer_.input.size());
    EXPECT_THAT(types_, ElementsAre(usb_redir_hello, usb_redir_reset, usb_redir_reset));
}
