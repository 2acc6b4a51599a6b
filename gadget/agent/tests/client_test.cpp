// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/client.hpp"

#include "gadget/base/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <future>

namespace tetherlab::agent {
namespace {

using namespace std::chrono_literals;
using base::Deadline;
using testing::ElementsAre;
using testing::ThrowsMessage;

base::UniqueFd duplicate(const base::UniqueFd& fd) {
    return base::UniqueFd(::dup(fd.get()));
}

// A client, and the test in the agent's place.
class ClientTest : public testing::Test {
protected:
    ClientTest() {
        std::array<int, 2> ends{};
        base::check(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), "make", "socketpair");
        agent_ = base::UniqueFd(ends[0]);
        channel_.emplace(agent_.get(), agent_.get());
        base::UniqueFd mine(ends[1]);
        base::UniqueFd copy = duplicate(mine);
        client_ = std::make_unique<Client>(std::move(mine), std::move(copy), "agent on the Pi",
                                           [this](const Event& event) { event_.set_value(event); });
    }

    std::string next_request() {
        std::string line;
        EXPECT_EQ(channel_->read(line), LineChannel::Outcome::kLine);
        return line;
    }

    void answer(const std::string& line) { channel_->write(line, Deadline(10s)); }

    void hang_up() { ::shutdown(agent_.get(), SHUT_RDWR); }

    // Calls in another thread, as the test has to answer meanwhile.
    std::future<Json> call(const std::string& verb) {
        return std::async(std::launch::async,
                          [this, verb] { return client_->call(verb, Json::object(), Deadline(10s)); });
    }

    base::UniqueFd agent_;
    std::optional<LineChannel> channel_;
    std::promise<Event> event_;
    std::unique_ptr<Client> client_;
};

TEST_F(ClientTest, AsksAndReturnsTheResult) {
    auto result = call("status");
    EXPECT_EQ(next_request(), R"({"do":"status","id":1,"v":1,"with":{}})");
    answer(R"({"v":1,"id":1,"ok":true,"result":{"prepared":false}})");
    EXPECT_EQ(result.get(), Json({{"prepared", false}}));
}

TEST_F(ClientTest, ThrowsTheAgentsError) {
    auto result = call("plug");
    next_request();
    answer(
        R"({"v":1,"id":1,"ok":false,"error":{"action":"plug","object":"hotspot","reason":"nothing is prepared"}})");
    EXPECT_THAT([&] { result.get(); }, ThrowsMessage<base::Error>("plug hotspot: nothing is prepared"));
}

TEST_F(ClientTest, DropsALateAnswer) {
    EXPECT_THAT(
        [&] { client_->call("plug", Json::object(), Deadline(20ms)); },
        ThrowsMessage<base::TimeoutError>("wait for agent on the Pi to answer 'plug': not within 20 ms"));
    next_request();
    answer(R"({"v":1,"id":1,"ok":true,"result":{"netdevs":[]}})");
    auto result = call("status");
    EXPECT_EQ(next_request(), R"({"do":"status","id":2,"v":1,"with":{}})");
    answer(R"({"v":1,"id":2,"ok":true,"result":{"prepared":false}})");
    EXPECT_EQ(result.get(), Json({{"prepared", false}}));
}

TEST_F(ClientTest, NamesTheAgentThatDiedWhileAsked) {
    auto result = call("plug");
    next_request();
    hang_up();
    EXPECT_THAT([&] { result.get(); },
                ThrowsMessage<base::Error>("ask agent on the Pi to plug: it has closed the connection"));
}

TEST_F(ClientTest, NamesTheAgentThatDiedBefore) {
    auto result = call("plug");
    next_request();
    hang_up();
    EXPECT_THROW(result.get(), base::Error);
    EXPECT_THAT([&] { client_->status(Deadline(10s)); },
                ThrowsMessage<base::Error>("ask agent on the Pi to status: it has closed the connection"));
}

TEST_F(ClientTest, SaysWhatIsWrongWithGarbage) {
    auto result = call("plug");
    next_request();
    answer("Segmentation fault");
    EXPECT_THAT(
        [&] { result.get(); },
        ThrowsMessage<base::Error>("ask agent on the Pi to plug: understand message: expected a JSON object "
                                   "on one line, got: \"Segmentation fault\""));
}

TEST_F(ClientTest, HandsOverEventsBetweenAnswers) {
    answer(R"({"v":1,"event":"udc-state","at_us":42,"with":{"state":"configured"}})");
    const Event event = event_.get_future().get();
    EXPECT_EQ(event.name, "udc-state");
    EXPECT_EQ(event.with, Json({{"state", "configured"}}));
}

TEST_F(ClientTest, SendsTheProfileAndReturnsTheDeviations) {
    auto prepared = std::async(std::launch::async,
                               [this] { return client_->prepare("name: x\n", "x.yaml", Deadline(10s)); });
    EXPECT_EQ(next_request(),
              R"({"do":"prepare","id":1,"v":1,"with":{"name":"x.yaml","profile":"name: x\n"}})");
    answer(R"({"v":1,"id":1,"ok":true,"result":{"profile":"x","udc":"fe980000.usb","deviations":)"
           R"([{"field":"bcdUSB","wanted":"2.10","got":"2.00","reason":"no SuperSpeed"}]}})");
    const Prepared result = prepared.get();
    EXPECT_EQ(result.udc, "fe980000.usb");
    ASSERT_EQ(result.deviations.size(), 1U);
    EXPECT_EQ(result.deviations[0].field, "bcdUSB");
    EXPECT_EQ(result.deviations[0].reason, "no SuperSpeed");
}

TEST_F(ClientTest, ReturnsTheNetdevsOfAPlug) {
    auto netdevs = std::async(std::launch::async, [this] { return client_->plug(Deadline(10s)); });
    next_request();
    answer(R"({"v":1,"id":1,"ok":true,"result":{"netdevs":["usb0","usb1"]}})");
    EXPECT_THAT(netdevs.get(), ElementsAre("usb0", "usb1"));
}

TEST_F(ClientTest, SaysWhichPartOfAResultIsMissing) {
    auto netdevs = std::async(std::launch::async, [this] { return client_->plug(Deadline(10s)); });
    next_request();
    answer(R"({"v":1,"id":1,"ok":true,"result":{}})");
    EXPECT_THAT([&] { netdevs.get(); },
                ThrowsMessage<base::Error>(testing::StartsWith("read \"netdevs\" in the agent's result: ")));
}

TEST_F(ClientTest, ClosesTheStreamWhenDestroyed) {
    client_.reset();
    std::string line;
    EXPECT_EQ(channel_->read(line), LineChannel::Outcome::kEnd);
}

TEST(ClientConnect, NamesTheSocket) {
    EXPECT_THAT(
        [] { Client::connect("/nowhere/agent"); },
        ThrowsMessage<base::SystemError>("connect to agent at /nowhere/agent: No such file or directory"));
}

}  // namespace
}  // namespace tetherlab::agent
