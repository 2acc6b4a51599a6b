// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/error.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <variant>

#include <nlohmann/json.hpp>

// What harness and agent say to each other: one JSON object per line, UTF-8, over any byte stream.
//
//   request  {"v":1,"id":7,"do":"prepare","with":{"profile":"<yaml text>","name":"quanta-d53.yaml"}}
//   reply    {"v":1,"id":7,"ok":true,"result":{…}}
//            {"v":1,"id":7,"ok":false,"error":{"action":"bind gadget
//            to","object":"dummy_udc.0","reason":"…"}}
//   event    {"v":1,"event":"udc-state","at_us":12345678,"with":{"state":"configured"}}
//
// Requests are answered one after another in the order they came; events may come between. "id" is a whole
// number of the asker's choice and comes back; the reply to a line that has none readable says "id":null.
// "with" may be absent.
//
//   do        with                    result
//   hello     –                       agent, protocol, kernel, udcs: ["dummy_udc.0", …],
//                                     tether_shape: true|false, capabilities: ["net", "udc.detach", …]
//   prepare   profile, name           profile, udc, deviations: [{field, wanted, got, reason}, …]
//   plug      –                       netdevs: ["usb0", "usb1"], in the order of the configurations
//   unplug    –                       –
//   arm       order: "<yaml>"         id; the order as gadget/fault/order.hpp reads it
//   fire      id                      –
//   end       id                      –, once everything it did is undone
//   faults    –                       faults: [{id, fault, state: "armed"|"running"|"ended"|"failed"}, …]
//   status    –                       prepared, plugged; if prepared: profile, udc, state, netdevs
//   release   –                       –
//   quit      –                       –
//
// prepare makes gadget and LAN and replaces what was prepared before. plug shows the gadget to the router,
// unplug takes it away and keeps everything else. release undoes prepare. quit releases and ends the agent;
// so does the end of the stream. A failed prepare or plug leaves nothing prepared. Faults belong to what is
// prepared and end with it. at_us: microseconds of the gadget host's CLOCK_MONOTONIC.
//
//   event      with
//   udc-state  state, whenever the UDC's may have changed while something is prepared
//   fault      id, fault, what: "armed"|"fired"|"note"|"ended"|"failed", text; scheduled_us,
//              the time it should have been, of what fires or does something at a set time
//   trouble    text: what a fault could not undo
namespace tetherlab::agent {

using Json = nlohmann::json;

inline constexpr int kProtocolVersion = 1;
inline constexpr std::size_t kLongestLine = 1 << 20;  // bytes

struct Request {
    std::int64_t id = 0;
    std::string verb;
    Json with = Json::object();
};

struct Reply {
    Json id;                                  // a number, or null
    std::variant<Json, base::Error> outcome;  // the result, or why there is none
};

struct Event {
    std::string name;
    std::chrono::microseconds at{0};
    Json with;
};

// A line that is no message. id() is the id to answer with, null when it cannot be told.
class BadMessage : public base::Error {
public:
    BadMessage(Json id, std::string reason)
        : base::Error("understand", "message", std::move(reason)), id_(std::move(id)) {}

    const Json& id() const { return id_; }

private:
    Json id_;
};

// The message as a line, without the line feed. Text that is not UTF-8 is sent with replacement characters.
std::string to_line(const Request& request);
std::string to_line(const Reply& reply);
std::string to_line(const Event& event);

// Both throw BadMessage, which names what was expected and what came instead.
Request parse_request(const std::string& line);
std::variant<Reply, Event> parse_answer(const std::string& line);

}  // namespace tetherlab::agent
