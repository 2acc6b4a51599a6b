// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/agent/hotspot.hpp"
#include "gadget/agent/line_channel.hpp"
#include "gadget/agent/protocol.hpp"

#include <string>

namespace tetherlab::agent {

// Serves one peer: takes requests, acts on the hotspot and answers. Nothing that a peer sends ends it; what
// is wrong with it is said in the answer.
class Server {
public:
    // Both outlive the server. `stop_fd`: readable when the program is to end; -1: never.
    Server(LineChannel& channel, Hotspot& hotspot, int stop_fd);

    enum class End { kPeerGone, kQuit, kStopped };

    // Until one of these. The hotspot is released when it returns.
    End serve();

private:
    Reply answer(const std::string& line);
    Json perform(const Request& request);
    Json prepare(const Json& with);
    Json status() const;

    LineChannel& channel_;
    Hotspot& hotspot_;
    int stop_fd_;
    bool quit_ = false;
};

// Sends the event udc-state. From any thread. A peer that takes nothing is ignored.
void send_state(LineChannel& channel, const std::string& state);

}  // namespace tetherlab::agent
