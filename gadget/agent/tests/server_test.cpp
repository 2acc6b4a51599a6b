// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/server.hpp"

#include "gadget/agent/client.hpp"
#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

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

// Records what it is told to do.
class FakeHotspot : public Hotspot {
public:
    std::vector<configfs::Deviation> prepare(const profile::Profile& profile, const Deadline&) override {
        status_ = HotspotStatus{false, profile.name, "dummy_udc.0", "not attached", {}};
        calls.push_back("prepare " + profile.name);
        return {{"bcdUSB", "2.10", "2.00", "the UDC is not capable of SuperSpeed"}};
    }

    std::vector<std::string> plug(const Deadline&) override {
        if (!status_) throw base::Error("plug", "hotspot", "nothing is prepared");
        calls.push_back("plug");
        return {"usb0", "usb1"};
    }

    void unplug() override { calls.push_back("unplug"); }

    void release(const Deadline&) override {
        status_.reset();
        calls.push_back("release");
    }

    std::optional<HotspotStatus> status() const override { return status_; }

    std::set<std::string> capabilities() const override { return {"udc.detach"}; }

    void arm(fault::Order order) override { calls.push_back("arm " + order.id); }

    void fire(const std::string& id) override { calls.push_back("fire " + id); }

    void end(const std::string& id) override { calls.push_back("end " + id); }

    std::vector<fault::Engine::Status> faults() const override {
        return {{"first", "brownout", fault::ArmedFault::State::kRunning}};
    }

    std::vector<std::string> calls;

private:
    std::optional<HotspotStatus> status_;
};

// A server in a thread, spoken to in lines.
class ServerTest : public testing::Test {
protected:
    ServerTest() {
        std::array<int, 2> ends{};
        base::check(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), "make", "socketpair");
        mine_ = base::UniqueFd(ends[0]);
        its_ = base::UniqueFd(ends[1]);
        channel_.emplace(mine_.get(), mine_.get());
        end_ = std::async(std::launch::async, [this] {
            LineChannel channel(its_.get(), its_.get());
            Outbox outbox(channel);
            return Server(channel, outbox, hotspot_, -1).serve();
        });
    }

    ~ServerTest() override { hang_up(); }

    std::string ask(const std::string& line) {
        channel_->write(line, Deadline(10s));
        std::string answer;
        EXPECT_EQ(channel_->read(answer), LineChannel::Outcome::kLine);
        return answer;
    }

    void hang_up() { ::shutdown(mine_.get(), SHUT_RDWR); }

    FakeHotspot hotspot_;
    base::UniqueFd mine_;
    base::UniqueFd its_;
    std::optional<LineChannel> channel_;
    std::future<Server::End> end_;
};

std::string d53() {
    return base::read_file(TETHERLAB_SOURCE_DIR "/gadget/profiles/quanta-d53.yaml");
}

TEST_F(ServerTest, PreparesTheProfileAndNamesTheDeviations) {
    EXPECT_EQ(ask(to_line(Request{1, "prepare", {{"profile", d53()}, {"name", "quanta-d53.yaml"}}})),
              R"({"id":1,"ok":true,"result":{"deviations":[{"field":"bcdUSB","got":"2.00",)"
              R"("reason":"the UDC is not capable of SuperSpeed","wanted":"2.10"}],)"
              R"("profile":"quanta-d53","udc":"dummy_udc.0"},"v":1})");
}

TEST_F(ServerTest, ShowsTheSpotInABadProfile) {
    EXPECT_THAT(ask(to_line(Request{1, "prepare", {{"profile", "colour: red\n"}, {"name", "x.yaml"}}})),
                testing::HasSubstr("x.yaml:1:"));
}

TEST_F(ServerTest, NamesTheArgumentThatIsMissing) {
    EXPECT_EQ(
        ask(R"({"v":1,"id":1,"do":"prepare"})"),
        R"({"error":{"action":"do","object":"'prepare'","reason":"expected text as \"profile\" in \"with\""},)"
        R"("id":1,"ok":false,"v":1})");
}

TEST_F(ServerTest, PassesOnWhatTheHotspotRefuses) {
    EXPECT_EQ(
        ask(R"({"v":1,"id":1,"do":"plug"})"),
        R"({"error":{"action":"plug","object":"hotspot","reason":"nothing is prepared"},"id":1,"ok":false,"v":1})");
}

TEST_F(ServerTest, NamesTheVerbsAndTheNearest) {
    EXPECT_EQ(
        ask(R"({"v":1,"id":1,"do":"plgu"})"),
        R"({"error":{"action":"do","object":"'plgu'","reason":"no such verb; expected hello, prepare, plug, )"
        R"(unplug, arm, fire, end, faults, status, release, quit; did you mean 'plug'?"},"id":1,"ok":false,"v":1})");
}

TEST_F(ServerTest, PassesOnOrdersOfFaults) {
    EXPECT_EQ(ask(to_line(Request{1, "arm", {{"order", "{fault: brownout, as: first, on: request}"}}})),
              R"({"id":1,"ok":true,"result":{"id":"first"},"v":1})");
    ask(to_line(Request{2, "fire", {{"id", "first"}}}));
    EXPECT_EQ(ask(to_line(Request{3, "end", {{"id", "first"}}})), R"({"id":3,"ok":true,"result":{},"v":1})");
    EXPECT_THAT(hotspot_.calls, ElementsAre("arm first", "fire first", "end first"));
}

TEST_F(ServerTest, ShowsTheSpotInABadOrder) {
    EXPECT_THAT(ask(to_line(Request{1, "arm", {{"order", "{fault: brownout, with: {off: 3}}"}}})),
                testing::HasSubstr("order:1:31: expected a time with a unit"));
}

TEST_F(ServerTest, ListsTheFaults) {
    EXPECT_EQ(
        ask(R"({"v":1,"id":1,"do":"faults"})"),
        R"({"id":1,"ok":true,"result":{"faults":[{"fault":"brownout","id":"first","state":"running"}]},)"
        R"("v":1})");
}

TEST_F(ServerTest, LivesOnAfterGarbage) {
    EXPECT_THAT(ask("\x01\x02 GET / HTTP/1.1"), testing::HasSubstr(R"("id":null,"ok":false)"));
    EXPECT_THAT(ask(std::string(kLongestLine + 1, '{')),
                testing::HasSubstr("expected a line of at most 1048576 bytes"));
    EXPECT_EQ(ask(R"({"v":1,"id":3,"do":"status"})"),
              R"({"id":3,"ok":true,"result":{"plugged":false,"prepared":false},"v":1})");
}

TEST_F(ServerTest, SaysWhoItIs) {
    EXPECT_THAT(ask(R"({"v":1,"id":1,"do":"hello"})"),
                testing::AllOf(testing::HasSubstr(R"("protocol":1)"), testing::HasSubstr(R"("udcs":[)"),
                               testing::HasSubstr(R"("capabilities":["udc.detach"])")));
}

TEST_F(ServerTest, ActsInTheOrderAsked) {
    ask(to_line(Request{1, "prepare", {{"profile", d53()}, {"name", "quanta-d53.yaml"}}}));
    EXPECT_EQ(ask(R"({"v":1,"id":2,"do":"plug"})"),
              R"({"id":2,"ok":true,"result":{"netdevs":["usb0","usb1"]},"v":1})");
    ask(R"({"v":1,"id":3,"do":"unplug"})");
    ask(R"({"v":1,"id":4,"do":"release"})");
    EXPECT_THAT(hotspot_.calls, ElementsAre("prepare quanta-d53", "plug", "unplug", "release"));
}

TEST_F(ServerTest, ReleasesWhenThePeerIsGone) {
    hang_up();
    EXPECT_EQ(end_.get(), Server::End::kPeerGone);
    EXPECT_THAT(hotspot_.calls, ElementsAre("release"));
}

TEST_F(ServerTest, ReleasesBeforeItAnswersQuit) {
    EXPECT_EQ(ask(R"({"v":1,"id":1,"do":"quit"})"), R"({"id":1,"ok":true,"result":{},"v":1})");
    EXPECT_EQ(end_.get(), Server::End::kQuit);
    EXPECT_THAT(hotspot_.calls, ElementsAre("release"));
}

}  // namespace
}  // namespace tetherlab::agent
