// SPDX-License-Identifier: Apache-2.0
#include "harness/console/socket_console.hpp"

#include "gadget/base/error.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace tetherlab::console {
namespace {

using namespace std::chrono_literals;
using base::Deadline;

// The far end of the line: what the router prints and receives.
class FarEnd {
public:
    explicit FarEnd(SocketConsole& console) {
        std::array<int, 2> ends{};
        base::check(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), "make", "socket pair");
        end_ = base::UniqueFd(ends[0]);
        console.attach(base::UniqueFd(ends[1]));
    }

    void print(std::string_view text) const {
        ASSERT_EQ(::write(end_.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
    }

    std::string received() const {
        std::array<char, 256> buffer{};
        const ssize_t n = ::read(end_.get(), buffer.data(), buffer.size());
        return {buffer.data(), static_cast<std::size_t>(n)};
    }

    void hang_up() { end_.reset(); }

private:
    base::UniqueFd end_;
};

class Lines : public event::Sink {
public:
    void on(const event::Event& event) override {
        if (event.kind == event::Kind::kConsoleLine) events_.push_back(event);
    }

    std::vector<std::string> texts() const {
        std::vector<std::string> texts;
        for (const event::Event& event : events_) texts.push_back(event.data.at("text"));
        return texts;
    }

    const std::vector<event::Event>& events() const { return events_; }

private:
    std::vector<event::Event> events_;
};

class SocketConsoleTest : public testing::Test {
protected:
    SocketConsoleTest() { log.add(lines); }

    event::Log log;
    std::shared_ptr<Lines> lines = std::make_shared<Lines>();
    SocketConsole console{log};
};

TEST_F(SocketConsoleTest, FindsTheTextThatCameFirst) {
    const FarEnd router(console);
    router.print("Verifying Checksum ... Bad Data CRC\r\nmaltael # ");
    const auto match = console.expect({"maltael # ", "Bad Data CRC"}, Deadline(5s));
    ASSERT_TRUE(match);
    EXPECT_EQ(match->pattern, 1U);
    EXPECT_EQ(match->before, "Verifying Checksum ... Bad Data CRC");
    EXPECT_EQ(console.expect({"maltael # "}, Deadline(5s))->before, "\nmaltael # ");
}

TEST_F(SocketConsoleTest, FindsATextThatComesInPieces) {
    const FarEnd router(console);
    std::jthread typist([&] {
        for (const std::string byte : {"m", "a", "l", "t", "a", "e", "l", " ", "#", " "}) router.print(byte);
    });
    EXPECT_TRUE(console.expect({"maltael # "}, Deadline(5s)));
}

TEST_F(SocketConsoleTest, ConsumesNothingWhenTheTextDoesNotCome) {
    const FarEnd router(console);
    router.print("Linux version 6.1");
    EXPECT_FALSE(console.expect({"Kernel panic"}, Deadline(50ms)));
    EXPECT_TRUE(console.expect({"Linux version"}, Deadline(5s)));
}

TEST_F(SocketConsoleTest, SendsWhatItIsGiven) {
    const FarEnd router(console);
    console.send("iminfo 84000000\n");
    EXPECT_EQ(router.received(), "iminfo 84000000\n");
}

TEST_F(SocketConsoleTest, CannotSendWithoutAStream) {
    try {
        console.send("x");
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_STREQ(error.what(), "send to the router's console: it is not connected");
    }
}

TEST_F(SocketConsoleTest, EmitsEachLineWithItsTimeSincePowerOn) {
    console.power_on();
    const FarEnd router(console);
    router.print("U-Boot 2023.01\r\n");
    console.detach();
    ASSERT_EQ(lines->events().size(), 1U);
    EXPECT_EQ(lines->events()[0].name, "router");
    EXPECT_EQ(lines->events()[0].data.at("text"), "U-Boot 2023.01");
    EXPECT_GE(lines->events()[0].data.at("since_power_on_us"), 0);
    EXPECT_LT(lines->events()[0].data.at("since_power_on_us"), 5'000'000);
}

TEST_F(SocketConsoleTest, KeepsTheUnfinishedLineOfARouterThatIsGone) {
    FarEnd router(console);
    router.print("sysupgrade succ");
    router.hang_up();
    console.detach();
    EXPECT_EQ(lines->texts(), std::vector<std::string>{"sysupgrade succ"});
}

TEST_F(SocketConsoleTest, GoesOnAfterTheRouterWasStartedAgain) {
    FarEnd before(console);
    before.print("reboot: Restarting system\r\n");
    before.hang_up();
    const FarEnd after(console);
    after.print("U-Boot 2023.01\r\n");
    EXPECT_EQ(console.expect({"U-Boot"}, Deadline(5s))->before, "reboot: Restarting system\nU-Boot");
    console.send("\n");
    EXPECT_EQ(after.received(), "\n");
}

TEST_F(SocketConsoleTest, WaitsAcrossARestart) {
    FarEnd before(console);
    std::jthread restart([&] {
        before.hang_up();
        FarEnd(console).print("maltael # ");
    });
    EXPECT_TRUE(console.expect({"maltael # "}, Deadline(5s)));
}

TEST_F(SocketConsoleTest, EndsAWaitWhenTheRouterIsGoneForGood) {
    const FarEnd router(console);
    std::jthread end([&] { console.hang_up("QEMU ended with status 137"); });
    try {
        console.expect({"maltael # "}, Deadline(5s));
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_STREQ(error.what(), "wait for the router's console: QEMU ended with status 137");
    }
}

TEST_F(SocketConsoleTest, StillFindsWhatTheRouterSaidBeforeItWasGone) {
    const FarEnd router(console);
    router.print("Kernel panic");
    console.hang_up("QEMU ended with status 137");
    EXPECT_TRUE(console.expect({"Kernel panic"}, Deadline(5s)));
}

TEST_F(SocketConsoleTest, TellsOfOutputWithoutConsumingIt) {
    const FarEnd router(console);
    EXPECT_FALSE(console.await_output(Deadline(10ms)));
    const std::jthread chatter([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) router.print(".");
    });
    EXPECT_TRUE(console.await_output(Deadline(5s)));
    EXPECT_EQ(console.expect({"."}, Deadline(5s))->before, ".");
}

TEST_F(SocketConsoleTest, TellsOfOutputThatCameBeforeItWasAsked) {
    const FarEnd router(console);
    EXPECT_FALSE(console.await_unconsumed(Deadline(10ms)));
    router.print("prompt");
    ASSERT_TRUE(console.await_unconsumed(Deadline(5s)));
    EXPECT_TRUE(console.await_unconsumed(Deadline(0ms)));
    ASSERT_TRUE(console.expect({"prompt"}, Deadline(5s)));
    EXPECT_FALSE(console.await_unconsumed(Deadline(0ms)));
}

TEST_F(SocketConsoleTest, StartsANewTranscriptAtPowerOn) {
    FarEnd before(console);
    before.print("old\n");
    ASSERT_TRUE(console.expect({"old"}, Deadline(5s)));
    console.power_on();
    const FarEnd after(console);
    after.print("new\n");
    ASSERT_TRUE(console.expect({"new\n"}, Deadline(5s)));
    EXPECT_EQ(console.transcript(), "new\n");
}

TEST_F(SocketConsoleTest, ForgetsTheOldestTextOfAStorm) {
    const FarEnd router(console);
    const std::string megabyte(1 << 20, '.');
    for (int i = 0; i < 17; ++i) router.print(megabyte);
    router.print("end");
    EXPECT_TRUE(console.expect({"end"}, Deadline(3min)));
    EXPECT_LE(console.transcript().size(), 16U << 20);
}

}  // namespace
}  // namespace tetherlab::console
