// SPDX-License-Identifier: Apache-2.0
// tetherlab-gadget: the agent on the gadget host. It owns the emulated hotspot and does what it is asked in
// the protocol of gadget/agent/protocol.hpp.
#include "gadget/agent/daemon.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
    tetherlab::agent::DaemonOptions options;
    CLI::App app("Emulates a USB hotspot on this machine's USB device controller.");
    app.add_option("--socket", options.socket,
                   "listen on this unix socket instead of using standard input and output");
    app.add_option("--udc", options.udc, "USB device controller (default: the only one in /sys/class/udc)");
    CLI11_PARSE(app, argc, argv);
    try {
        tetherlab::agent::run_daemon(options);
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "tetherlab-gadget: {}\n", error.what());
        return 3;
    }
}
