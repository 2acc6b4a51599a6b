// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/agent/hotspot.hpp"
#include "gadget/agent/line_channel.hpp"
#include "gadget/agent/protocol.hpp"

#include <string>

namespace tetherlab::agent {

// Serves one peer: takes requests, acts on the hotspot, answers, and sends the UDC's states as events.
// Nothing that a peer sends ends it; what is wrong with it is said in the answer.
class Server {
public:
    // `udc` empty: the only one there is. `stop_fd`: readable when the program is to end.
    Server(LineChannel& channel, std::string udc, int stop_fd);

    enum class End { kPeerGone, kQuit, kStopped };

    // Until one of these. The hotspot is released when it returns.
    End serve();

private:
    Reply answer(const std::string& line);
    Json perform(const Request& request);
    Json hello() const;
    Json prepare(const Json& with);
    Json plug();
    Json status() const;
    void send(const std::string& line);
    void send_state(const std::string& state);

    LineChannel& channel_;
    int stop_fd_;
    bool quit_ = false;
    Hotspot hotspot_;
};

}  // namespace tetherlab::agent
