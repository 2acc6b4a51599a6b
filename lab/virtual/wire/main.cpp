// SPDX-License-Identifier: Apache-2.0
// tetherlab-wire: carries USB from a device of this machine to a router. In the gadget VM that is the gadget,
// and the router is at the other end of a virtio port. On the lab host it is a real hotspot, and the router
// connects to a unix socket.
#include "gadget/base/error.hpp"
#include "lab/virtual/wire/loop.hpp"
#include "lab/virtual/wire/socket_port.hpp"
#include "lab/virtual/wire/stock_wire.hpp"
#include "lab/virtual/wire/udc_wire.hpp"
#include "lab/virtual/wire/usb_check.hpp"
#include "lab/virtual/wire/virtio_port.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/signalfd.h>

#include <cstdio>
#include <exception>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

using namespace tetherlab;
using namespace std::chrono_literals;

namespace {

constexpr auto kPortTimeout = 10s;  // the ports are there well under a second after virtio_console was loaded

struct Options {
    std::string kind = "udc";
    std::string port = "tetherlab.wire";
    std::string socket;
    std::string device = "/dev/tether_udc0";
    std::string controller = "dummy_hcd";
    wire::WithIdentity usb;
    bool check = false;
};

void log_line(std::string_view line) {
    fmt::print(stderr, "tetherlab-wire: {}\n", line);
}

// To who has started this program, which reads its standard output.
void tell(std::string_view word) {
    fmt::print("{}\n", word);
    std::fflush(stdout);
}

base::UniqueFd stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    base::check(::sigprocmask(SIG_BLOCK, &signals, nullptr), "block", "signals");
    return base::UniqueFd(base::check(::signalfd(-1, &signals, SFD_CLOEXEC), "open", "signalfd"));
}

std::unique_ptr<wire::Wire> make_wire(const Options& options) {
    if (options.kind == "udc") return std::make_unique<wire::UdcWire>(options.device, log_line);
    if (options.usb.identity.empty()) {
        return std::make_unique<wire::StockWire>(wire::BelowController{options.controller}, log_line, tell);
    }
    return std::make_unique<wire::StockWire>(options.usb, log_line, tell);
}

std::unique_ptr<wire::Port> make_port(const Options& options) {
    if (!options.socket.empty()) return std::make_unique<wire::SocketPort>(options.socket);
    return std::make_unique<wire::VirtioPort>(
        wire::VirtioPort::open(options.port, base::Deadline(kPortTimeout)));
}

void add_options(CLI::App& app, Options& options) {
    app.add_option("--wire", options.kind,
                   "udc (through tether_udc) or stock (through this kernel's own USB)")
        ->check(CLI::IsMember({"udc", "stock"}))
        ->capture_default_str();
    CLI::Option* port = app.add_option("--port", options.port, "name of the virtio port with the router")
                            ->capture_default_str();
    app.add_option("--socket", options.socket, "unix socket that the router connects to")->excludes(port);
    app.add_option("--device", options.device, "udc: controller the gadget is plugged into")
        ->capture_default_str();
    CLI::Option* controller = app.add_option("--controller", options.controller,
                                             "stock: host controller the device is plugged into")
                                  ->capture_default_str();
    CLI::Option* usb = app.add_option("--usb", options.usb.identity,
                                      "stock: the device's idVendor:idProduct, wherever it is plugged in")
                           ->excludes(controller);
    app.add_option("--usb-port", options.usb.port, "stock: where it has to be plugged in, such as 1-1.4")
        ->needs(usb);
    app.add_flag("--check", options.check, "say whether the device could be redirected now, and end")
        ->needs(usb);
}

void run(const Options& options) {
    if (options.check) {
        fmt::print("{}\n", wire::check_device({}, options.usb));
        return;
    }
    const base::UniqueFd stop = stop_signals();
    const auto port = make_port(options);
    const auto wire = make_wire(options);
    wire::run(*wire, *port, stop.get());
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app("Redirects a USB device of this machine to a router.");
    add_options(app, options);
    CLI11_PARSE(app, argc, argv);
    try {
        run(options);
    } catch (const std::exception& error) {
        log_line(error.what());
        return 1;
    }
    return 0;
}
