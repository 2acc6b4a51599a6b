// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/agent/hotspot.hpp"
#include "gadget/agent/line_channel.hpp"
#include "gadget/agent/outbox.hpp"
#include "gadget/agent/protocol.hpp"

#include <string>

namespace tetherlab::agent {

// Serves one peer: takes requests, acts on the hotspot and answers. Nothing that a peer sends ends it; what
// is wrong with it is said in the answer.
class Server {
public:
    // All outlive the server. `stop_fd`: readable when the program is to end; -1: never.
    Server(LineChannel& channel, Outbox& outbox, Hotspot& hotspot, int stop_fd);

    enum class End { kPeerGone, kQuit, kStopped };

    // Until one of these. The hotspot is released when it returns.
    End serve();

private:
    Reply answer(const std::string& line);
    Json perform(const Request& request);
    Json act_on_fault(const Request& request);
    Json hello() const;
    Json prepare(const Request& request);
    Json faults() const;
    Json status() const;

    LineChannel& channel_;
    Outbox& outbox_;
    Hotspot& hotspot_;
    int stop_fd_;
    bool quit_ = false;
};

// Events for the peer. From any thread.
void post_state(Outbox& outbox, const std::string& state);
void post_fault(Outbox& outbox, const fault::Report& report);
void post_trouble(Outbox& outbox, const std::string& what);

}  // namespace tetherlab::agent
