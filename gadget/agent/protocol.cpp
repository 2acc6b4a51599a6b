// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/protocol.hpp"

#include <fmt/format.h>

#include <string_view>

namespace tetherlab::agent {
namespace {

constexpr std::size_t kShown = 80;  // bytes of a bad message that an error repeats
constexpr int kDeepest = 16;        // objects and arrays in one another: copying deep ones exhausts the stack

std::string dump(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string shown(std::string_view text) {
    return text.size() <= kShown ? std::string(text) : std::string(text.substr(0, kShown)) + "…";
}

// The member `key` in words: "plug", 7, an array, nothing.
std::string got(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) return "nothing";
    return found->is_structured() ? fmt::format("an {}", found->type_name()) : shown(dump(*found));
}

Json id_of(const Json& message) {
    const auto found = message.find("id");
    return found != message.end() && found->is_number_integer() ? *found : Json();
}

[[noreturn]] void fail(const Json& message, const char* key, const std::string& expected) {
    throw BadMessage(id_of(message),
                     fmt::format("expected {} in \"{}\", got {}", expected, key, got(message, key)));
}

bool refuse_deep(int depth, Json::parse_event_t, Json&) {
    if (depth <= kDeepest) return true;
    throw BadMessage(nullptr, fmt::format("expected at most {} levels of JSON", kDeepest));
}

// Parses a line into an object of this protocol version.
Json parse_object(const std::string& line) {
    const Json message = Json::parse(line, refuse_deep, false);
    if (!message.is_object()) {
        throw BadMessage(nullptr,
                         fmt::format("expected a JSON object on one line, got: {}", dump(shown(line))));
    }
    const auto version = message.find("v");
    if (version == message.end() || *version != kProtocolVersion) {
        fail(message, "v", fmt::format("protocol version {}", kProtocolVersion));
    }
    return message;
}

std::string text(const Json& message, const char* key, const std::string& expected) {
    const auto found = message.find(key);
    if (found == message.end() || !found->is_string()) fail(message, key, expected);
    return found->get<std::string>();
}

Json object(const Json& message, const char* key) {
    const auto found = message.find(key);
    if (found == message.end()) return Json::object();
    if (!found->is_object()) fail(message, key, "an object");
    return *found;
}

Reply parse_reply(const Json& message) {
    const auto ok = message.find("ok");
    if (ok == message.end() || !ok->is_boolean()) fail(message, "ok", "true or false");
    const Json id = id_of(message);
    if (ok->get<bool>()) return {id, object(message, "result")};
    const Json error = object(message, "error");
    return {id, base::Error(text(error, "action", "text"), text(error, "object", "text"),
                            text(error, "reason", "text"))};
}

Event parse_event(const Json& message) {
    const auto at = message.find("at_us");
    if (at == message.end() || !at->is_number_integer()) fail(message, "at_us", "microseconds");
    return {text(message, "event", "a name"), std::chrono::microseconds(at->get<std::int64_t>()),
            object(message, "with")};
}

}  // namespace

std::string to_line(const Request& request) {
    return dump({{"v", kProtocolVersion}, {"id", request.id}, {"do", request.verb}, {"with", request.with}});
}

std::string to_line(const Reply& reply) {
    Json message{{"v", kProtocolVersion}, {"id", reply.id}};
    if (const auto* error = std::get_if<base::Error>(&reply.outcome)) {
        message["ok"] = false;
        message["error"] = {
            {"action", error->action()}, {"object", error->object()}, {"reason", error->reason()}};
    } else {
        message["ok"] = true;
        message["result"] = std::get<Json>(reply.outcome);
    }
    return dump(message);
}

std::string to_line(const Event& event) {
    return dump(
        {{"v", kProtocolVersion}, {"event", event.name}, {"at_us", event.at.count()}, {"with", event.with}});
}

Request parse_request(const std::string& line) {
    const Json message = parse_object(line);
    if (id_of(message).is_null()) fail(message, "id", "a whole number");
    return {message["id"].get<std::int64_t>(), text(message, "do", "a verb"), object(message, "with")};
}

std::variant<Reply, Event> parse_answer(const std::string& line) {
    const Json message = parse_object(line);
    if (message.contains("event")) return parse_event(message);
    return parse_reply(message);
}

}  // namespace tetherlab::agent
