// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/protocol.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::agent {
namespace {

using testing::ThrowsMessage;

std::string deep(int levels) {
    return std::string(levels, '[') + std::string(levels, ']');
}

TEST(Protocol, SaysARequestOnOneLine) {
    EXPECT_EQ(to_line(Request{7, "prepare", {{"profile", "name: x\n"}, {"name", "x.yaml"}}}),
              R"({"do":"prepare","id":7,"v":1,"with":{"name":"x.yaml","profile":"name: x\n"}})");
}

TEST(Protocol, ReadsARequest) {
    const Request request = parse_request(R"({"v":1,"id":7,"do":"plug","with":{"a":1}})");
    EXPECT_EQ(request.id, 7);
    EXPECT_EQ(request.verb, "plug");
    EXPECT_EQ(request.with, Json({{"a", 1}}));
}

TEST(Protocol, TakesARequestWithoutArguments) {
    EXPECT_EQ(parse_request(R"({"v":1,"id":7,"do":"plug"})").with, Json::object());
}

TEST(Protocol, SaysAResult) {
    EXPECT_EQ(to_line(Reply{7, Json{{"netdevs", {"usb0", "usb1"}}}}),
              R"({"id":7,"ok":true,"result":{"netdevs":["usb0","usb1"]},"v":1})");
}

TEST(Protocol, SaysAnError) {
    EXPECT_EQ(
        to_line(Reply{nullptr, base::Error("bind gadget to", "dummy_udc.0", "busy")}),
        R"({"error":{"action":"bind gadget to","object":"dummy_udc.0","reason":"busy"},"id":null,"ok":false,"v":1})");
}

TEST(Protocol, ReadsAResult) {
    const Reply reply = std::get<Reply>(parse_answer(R"({"v":1,"id":7,"ok":true,"result":{"a":1}})"));
    EXPECT_EQ(reply.id, 7);
    EXPECT_EQ(std::get<Json>(reply.outcome), Json({{"a", 1}}));
}

TEST(Protocol, ReadsAnError) {
    const Reply reply = std::get<Reply>(
        parse_answer(R"({"v":1,"id":7,"ok":false,"error":{"action":"plug","object":"it","reason":"no"}})"));
    EXPECT_STREQ(std::get<base::Error>(reply.outcome).what(), "plug it: no");
}

TEST(Protocol, SaysAndReadsAnEvent) {
    const std::string line =
        to_line(Event{"udc-state", std::chrono::microseconds(42), {{"state", "configured"}}});
    EXPECT_EQ(line, R"({"at_us":42,"event":"udc-state","v":1,"with":{"state":"configured"}})");
    const Event event = std::get<Event>(parse_answer(line));
    EXPECT_EQ(event.name, "udc-state");
    EXPECT_EQ(event.at, std::chrono::microseconds(42));
    EXPECT_EQ(event.with, Json({{"state", "configured"}}));
}

TEST(Protocol, ReplacesTextThatIsNotUtf8) {
    EXPECT_EQ(to_line(Request{1, "\xff", Json::object()}),
              "{\"do\":\"\xEF\xBF\xBD\",\"id\":1,\"v\":1,\"with\":{}}");
}

TEST(Protocol, NamesWhatIsNoJson) {
    EXPECT_THAT([] { parse_request("hello?"); },
                ThrowsMessage<BadMessage>(
                    R"(understand message: expected a JSON object on one line, got: "hello?")"));
}

TEST(Protocol, CutsALongBadLineShort) {
    EXPECT_THAT([] { parse_request(std::string(5000, 'x')); },
                ThrowsMessage<BadMessage>("understand message: expected a JSON object on one line, got: \"" +
                                          std::string(80, 'x') + "…\""));
}

TEST(Protocol, RefusesAnotherVersion) {
    EXPECT_THAT(
        [] { parse_request(R"({"v":2,"id":7,"do":"plug"})"); },
        ThrowsMessage<BadMessage>(R"(understand message: expected protocol version 1 in "v", got 2)"));
}

TEST(Protocol, RefusesAMissingVersion) {
    EXPECT_THAT(
        [] { parse_request(R"({"id":7,"do":"plug"})"); },
        ThrowsMessage<BadMessage>(R"(understand message: expected protocol version 1 in "v", got nothing)"));
}

TEST(Protocol, RefusesAnIdThatIsNoWholeNumber) {
    EXPECT_THAT([] { parse_request(R"({"v":1,"id":"x","do":"plug"})"); },
                ThrowsMessage<BadMessage>(R"(understand message: expected a whole number in "id", got "x")"));
}

TEST(Protocol, RefusesAVerbThatIsNoText) {
    EXPECT_THAT([] { parse_request(R"({"v":1,"id":7,"do":["plug"]})"); },
                ThrowsMessage<BadMessage>(R"(understand message: expected a verb in "do", got an array)"));
}

TEST(Protocol, RefusesArgumentsThatAreNoObject) {
    EXPECT_THAT([] { parse_request(R"({"v":1,"id":7,"do":"plug","with":3})"); },
                ThrowsMessage<BadMessage>(R"(understand message: expected an object in "with", got 3)"));
}

TEST(Protocol, RefusesAReplyWithoutOutcome) {
    EXPECT_THAT(
        [] { parse_answer(R"({"v":1,"id":7})"); },
        ThrowsMessage<BadMessage>(R"(understand message: expected true or false in "ok", got nothing)"));
}

TEST(Protocol, RefusesDeepNestingBeforeItExhaustsTheStack) {
    EXPECT_THAT([] { parse_request(R"({"v":1,"id":7,"do":"plug","with":{"a":)" + deep(400'000) + "}}"); },
                ThrowsMessage<BadMessage>("understand message: expected at most 16 levels of JSON"));
}

TEST(Protocol, RemembersTheIdOfABadRequest) {
    EXPECT_THAT([] { parse_request(R"({"v":1,"id":7})"); },
                testing::Throws<BadMessage>(testing::Property(&BadMessage::id, Json(7))));
}

}  // namespace
}  // namespace tetherlab::agent
