// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/loop.hpp"

#include "gadget/base/error.hpp"
#include "lab/virtual/wire/virtio_port.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <deque>
#include <functional>
#include <string>
#include <vector>

using namespace tetherlab;
using namespace tetherlab::wire;
using testing::ElementsAre;

namespace {

// Records what it is told to do, and does one step of the test each time the loop comes round.
class FakeWire : public Wire {
public:
    void add_poll(std::vector<pollfd>&) override {}

    std::optional<std::chrono::milliseconds> timeout() override { return std::chrono::milliseconds(0); }

    void handle_gadget() override {
        steps.front()();
        steps.pop_front();
    }

    void connect(Peer& peer) override {
        calls.push_back("connect");
        peer_ = &peer;
    }

    void disconnect() override { calls.push_back("disconnect"); }

    void receive() override {
        std::byte one{};
        peer_->read({&one, 1});
        calls.push_back("receive");
    }

    void send() override {
        calls.push_back("send");
        output = false;
    }

    bool has_output() const override { return output; }

    std::deque<std::function<void()>> steps;
    std::vector<std::string> calls;
    bool output = false;

private:
    Peer* peer_ = nullptr;
};

class LoopTest : public testing::Test {
protected:
    LoopTest() {
        int ends[2];
        base::check(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), "open",
                    "sockets");
        near_ = base::UniqueFd(ends[0]);
        far_ = base::UniqueFd(ends[1]);
    }

    void run_loop() {
        VirtioPort port(std::move(near_), "port");
        run(wire_, port, stop_.get());
    }

    std::function<void()> stop() {
        return [this] { ::eventfd_write(stop_.get(), 1); };
    }

    std::function<void()> hang_up() {
        return [this] { far_.reset(); };
    }

    std::function<void()> send_a_byte() {
        return [this] { EXPECT_EQ(::write(far_.get(), "x", 1), 1); };
    }

    FakeWire wire_;
    base::UniqueFd near_;
    base::UniqueFd far_;
    base::UniqueFd stop_{base::check(::eventfd(0, EFD_CLOEXEC), "open", "eventfd")};
};

}  // namespace

TEST_F(LoopTest, BeginsASessionWithAPeerThatIsThereAndEndsItWhenStopped) {
    wire_.steps = {stop()};
    run_loop();
    EXPECT_THAT(wire_.calls, ElementsAre("connect", "disconnect"));
}

TEST_F(LoopTest, BeginsNoSessionWithoutAPeer) {
    far_.reset();
    wire_.steps = {stop()};
    run_loop();
    EXPECT_THAT(wire_.calls, ElementsAre());
}

TEST_F(LoopTest, EndsTheSessionWhenThePeerHangsUp) {
    wire_.steps = {hang_up(), stop()};
    run_loop();
    EXPECT_THAT(wire_.calls, ElementsAre("connect", "disconnect"));
}

TEST_F(LoopTest, LetsTheWireReceiveWhatArrives) {
    wire_.steps = {send_a_byte(), stop()};
    run_loop();
    EXPECT_THAT(wire_.calls, ElementsAre("connect", "receive", "disconnect"));
}

TEST_F(LoopTest, ForgetsInputOfAPeerThatHasHungUp) {
    wire_.steps = {send_a_byte(), hang_up(), stop()};
    run_loop();
    EXPECT_THAT(wire_.calls, ElementsAre("connect", "receive", "disconnect"));
}

TEST_F(LoopTest, SendsWhatTheWireHas) {
    wire_.output = true;
    wire_.steps = {stop()};
    run_loop();
    EXPECT_THAT(wire_.calls, ElementsAre("connect", "send", "disconnect"));
}
