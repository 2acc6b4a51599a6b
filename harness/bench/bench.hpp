// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/agent/client.hpp"
#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "gadget/fault/order.hpp"
#include "gadget/profile/profile.hpp"
#include "harness/flash/flash.hpp"
#include "harness/image/board.hpp"
#include "harness/observe/observer.hpp"
#include "harness/router/shell.hpp"
#include "harness/router/uci.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tetherlab::bench {

// The emulated hotspot at the router's USB port.
class Hotspot {
public:
    virtual ~Hotspot() = default;

    // Makes the gadget and its LAN. Returns what this bench cannot show as the profile has it.
    virtual std::vector<agent::Deviation> prepare(const profile::Profile& profile,
                                                  const base::Deadline& deadline) = 0;

    virtual void plug(const base::Deadline& deadline) = 0;
    virtual void unplug(const base::Deadline& deadline) = 0;

    // Gives a prepared hotspot a fault that waits for its trigger. What it does from then on is told by
    // event::Kind::kFault.
    virtual void arm(const fault::Order& order, const base::Deadline& deadline) = 0;

    // By the fault's name in the scenario. fire() is for one that waits for a request; end() returns when
    // what the fault did is undone.
    virtual void fire(const std::string& id, const base::Deadline& deadline) = 0;
    virtual void end(const std::string& id, const base::Deadline& deadline) = 0;
};

// A LAN host behind the router: where "the WAN works" is finally judged.
class LanClient {
public:
    virtual ~LanClient() = default;

    // Gets an address and DNS server from the router's DHCP. Throws base::TimeoutError when it offers none.
    virtual void renew(const base::Deadline& deadline) = 0;

    // Runs a program as that host.
    virtual base::Output run(const base::Argv& argv, const base::Deadline& deadline) = 0;
};

// Capabilities of a bench, which say whose hotspot it can plug in: any, made from its profile, or only the
// one that is there.
inline constexpr auto kAnyHotspot = "hotspot";

inline std::string hotspot_capability(const std::string& identity) {
    return kAnyHotspot + (" " + identity);  // "hotspot 05c6:9057"
}

// One thing that is not as on the device the bench stands for; the report lists them.
struct Substitution {
    std::string what;           // "kernel"
    std::string instead;        // "Debian 6.1.0-50-4kc-malta"
    std::string why;            // or how
    std::string original = {};  // "the image's"
};

// One gadget host, one router, and power, console and network between them, powered and with a shell on the
// router. Owns all of it: destroying the bench undoes everything in reverse order. One thread at a time,
// except for abort() and for hotspot(), which may be used beside the others.
class Bench {
public:
    virtual ~Bench() = default;

    virtual router::Shell& shell() = 0;
    virtual Hotspot& hotspot() = 0;

    virtual LanClient& client() = 0;

    // Flashes the sysupgrade image without keeping settings, by the recipe that fits the router's state.
    // Afterwards the router answers at its default LAN address.
    virtual flash::Outcome flash(const std::filesystem::path& image, const base::Deadline& deadline) = 0;

    // Moves the lab host's own address into the router's new LAN and points the shell there.
    virtual void follow(const router::Ipv4Interface& router_lan, const base::Deadline& deadline) = 0;

    // Looks at the router and tries its WAN, from the router and from a LAN client.
    virtual observe::Facts look(const observe::Needs& needs, const base::Deadline& deadline) = 0;

    // What images for this router have to fit.
    virtual const image::Board& board() const = 0;

    virtual const std::vector<Substitution>& substitutions() const = 0;

    // "gadget kernel" → "6.1.0-56-amd64": what the report names besides the firmware.
    virtual std::map<std::string, std::string> versions() const = 0;

    // Kills what runs on the bench, so that every wait of another thread ends soon with an error. Any thread.
    virtual void abort() noexcept = 0;
};

}  // namespace tetherlab::bench
