// SPDX-License-Identifier: Apache-2.0
#include "harness/doctor/router_checks.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/console/socket_console.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::doctor {
namespace {

constexpr auto kPower = "power switch";
constexpr auto kSerial = "serial console";
constexpr auto kByHand = "make this command work by hand, or correct power in the bench file";
constexpr base::Milliseconds kOpenTime{5'000};
constexpr auto kWiring =
    "switch the router on; connect its TX to the adapter's RX, its RX to the adapter's TX, and GND to GND; "
    "3.3 V levels, and leave VCC open";

// An open console that hears whatever comes, and ends before its port does.
struct Listening {
    explicit Listening(const console::Link& link)
        : open(console::open_link(link, base::Deadline(kOpenTime))) {
        console.attach(std::move(open.stream));
    }

    event::Log log;
    console::OpenLink open;
    console::SocketConsole console{log};
};

std::string remedy_for(const std::string& reason) {
    if (reason == "No such file or directory")
        return "ls -l /dev/serial/by-id; plug the adapter in, or correct serial in the bench file";
    if (reason == "Permission denied") return "run it as root";
    if (reason.starts_with("in use by")) return "end that program";
    if (reason.find("RFC 2217") != std::string::npos)
        return "serve the line with ser2net and `accepter: telnet(rfc2217),tcp,PORT`";
    return "correct serial in the bench file";
}

// A wrong speed shows as bytes that are no characters.
bool is_garbage(const std::string& text) {
    std::size_t bad = 0;
    for (std::size_t at = text.find("\uFFFD"); at != std::string::npos; at = text.find("\uFFFD", at + 3))
        ++bad;
    return bad * 4 > text.size() / 2;
}

bool can_tell(const power::Supply& supply) {
    const auto* command = std::get_if<power::CommandPower::Options>(&supply);
    return std::holds_alternative<power::UhubctlPower::Options>(supply) ||
           (command != nullptr && !command->status.empty());
}

}  // namespace

Finding check_interface(Host& here, const bench::LabPort& port) {
    const std::string folder = "/sys/class/net/" + port.interface;
    if (!here.ask({"ls", folder})) {
        const std::string there = here.ask({"ls", "/sys/class/net"}).value_or("");
        return fail("interface " + port.interface,
                    "there is none, but " + base::join(base::split(there, '\n'), ", "),
                    "plug the adapter in, or correct network: {interface: …} in the bench file");
    }
    const auto carrier = here.ask({"cat", folder + "/carrier"});
    if (!carrier) return fail("interface " + port.interface, "down", "ip link set " + port.interface + " up");
    if (*carrier == "1") return ok("interface " + port.interface, "up, with a cable");
    return fail("interface " + port.interface, "no carrier",
                "connect it to a LAN port of the router, and switch the router on");
}

Finding check_addresses(Host& here, const bench::LabPort& port) {
    const std::string has =
        here.ask({"ip", "-o", "-4", "address", "show", "dev", port.interface}).value_or("");
    std::vector<std::string> missing;
    std::vector<std::string> commands;
    for (const router::Ipv4Interface& address : port.addresses) {
        if (has.find(" " + address.to_text() + " ") != std::string::npos) continue;
        missing.push_back(address.to_text());
        commands.push_back(fmt::format("ip address add {} dev {}", address.to_text(), port.interface));
    }
    if (missing.empty())
        return ok("addresses", fmt::format("{} as in the bench file", port.addresses.size()));
    return fail("addresses", "missing " + base::join(missing, ", "), base::join(commands, " && "));
}

Finding check_router(Host& here, const router::Ipv4Interface& lan) {
    const auto keys = here.ask({"ssh-keyscan", "-T", "5", lan.address});
    if (keys && !keys->empty()) return ok("router", "answers ssh at " + lan.address);
    return fail("router", "no answer of ssh at " + lan.address,
                "wait until it has booted; if its LAN is another one, `uci show network.lan` on its console "
                "says which");
}

Finding check_serial(const console::Link& link, base::Milliseconds patience) {
    const std::string name = to_text(link);
    try {
        Listening line(link);
        line.console.send("\r");
        const base::Deadline deadline(patience);
        if (!line.console.await_unconsumed(deadline))
            return fail(kSerial, "nothing comes from " + name, kWiring);
        const std::string text = line.console.transcript();
        if (!is_garbage(text)) return ok(kSerial, "alive at " + name);
        return fail(kSerial, "what comes from " + name + " is no text",
                    "correct serial: {baud: …}; a DIR-3040 has 57600");
    } catch (const base::TimeoutError& error) {
        return fail(kSerial, error.what(), remedy_for("RFC 2217"));
    } catch (const base::Error& error) {
        return fail(kSerial, error.what(), remedy_for(error.reason()));
    }
}

Finding check_power(const power::Supply& supply) {
    const std::string name = to_text(supply);
    if (!can_tell(supply))
        return warn(kPower, name + " does not say whether there is power", "doctor --switch-power tries it");
    try {
        const bool on = power::make_power(supply)->is_on();
        return warn(kPower, fmt::format("{} says {}; not tried", name, on ? "on" : "off"),
                    "doctor --switch-power tries it");
    } catch (const base::Error& error) {
        return fail(kPower, error.what(), kByHand);
    }
}

Finding try_power(power::Power& power, const std::string& name, const std::function<void()>& forget,
                  const std::function<bool()>& starts) {
    try {
        power.off();
        forget();
        power.on();
    } catch (const base::Error& error) {
        return fail(kPower, error.what(), kByHand);
    }
    if (starts()) return ok(kPower, "the router starts when it gets power by " + name);
    return fail(kPower, "the router says nothing after it got power by " + name,
                "see that the router is plugged into what is switched, and that the serial console is alive");
}

Finding try_power(const power::Supply& supply, const console::Link& link, base::Milliseconds patience) {
    try {
        Listening line(link);
        const auto power = power::make_power(supply);
        return try_power(
            *power, to_text(supply), [&] { line.console.power_on(); },
            [&] { return line.console.await_unconsumed(base::Deadline(patience)); });
    } catch (const base::Error& error) {
        return fail(kPower, error.what(), "mend the serial console first");
    }
}

}  // namespace tetherlab::doctor
