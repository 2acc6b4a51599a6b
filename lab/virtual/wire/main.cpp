// SPDX-License-Identifier: Apache-2.0
// tetherlab-wire: carries USB from the gadget in this VM to the router at the other end of a virtio port.
#include "gadget/base/error.hpp"
#include "lab/virtual/wire/loop.hpp"
#include "lab/virtual/wire/stock_wire.hpp"
#include "lab/virtual/wire/udc_wire.hpp"

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

void log_line(std::string_view line) {
    fmt::print(stderr, "tetherlab-wire: {}\n", line);
}

base::UniqueFd stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    base::check(::sigprocmask(SIG_BLOCK, &signals, nullptr), "block", "signals");
    return base::UniqueFd(base::check(::signalfd(-1, &signals, SFD_CLOEXEC), "open", "signalfd"));
}

std::unique_ptr<wire::Wire> make_wire(const std::string& kind, const std::string& controller,
                                      const std::string& device) {
    if (kind == "udc") return std::make_unique<wire::UdcWire>(device, log_line);
    return std::make_unique<wire::StockWire>(controller, log_line);
}

}  // namespace

int main(int argc, char** argv) {
    std::string port_name = "tetherlab.wire";
    std::string kind = "udc";
    std::string controller = "dummy_hcd";
    std::string device = "/dev/tether_udc0";
    CLI::App app("Redirects the gadget of this VM to the router behind a virtio port.");
    app.add_option("--wire", kind, "udc (through tether_udc) or stock (through a host controller)")
        ->check(CLI::IsMember({"udc", "stock"}))
        ->capture_default_str();
    app.add_option("--port", port_name, "name of the virtio port")->capture_default_str();
    app.add_option("--controller", controller, "stock: host controller the gadget is plugged into")
        ->capture_default_str();
    app.add_option("--device", device, "udc: controller the gadget is plugged into")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    try {
        const base::UniqueFd stop = stop_signals();
        auto port = wire::VirtioPort::open(port_name, base::Deadline(kPortTimeout));
        const auto wire = make_wire(kind, controller, device);
        wire::run(*wire, port, stop.get());
    } catch (const std::exception& error) {
        log_line(error.what());
        return 1;
    }
    return 0;
}
