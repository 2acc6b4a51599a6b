// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tetherlab::agent {

struct DaemonOptions {
    std::string socket;  // path of a unix socket to listen on; empty: standard input and output
    std::string udc;     // empty: the only one there is
};

// Removes what a killed predecessor left, then serves: on standard streams one peer until it closes, on a
// socket one peer after the other. Returns after "quit", SIGTERM, SIGINT or SIGHUP, with the hotspot
// released. Throws base::Error, also when another agent is running on this machine.
void run_daemon(const DaemonOptions& options);

}  // namespace tetherlab::agent
