// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/agent/state_reporter.hpp"
#include "gadget/base/deadline.hpp"
#include "gadget/configfs/deviation.hpp"
#include "gadget/configfs/gadget.hpp"
#include "gadget/lan/lan.hpp"
#include "gadget/profile/profile.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tetherlab::agent {

// The emulated hotspot: LAN first, then the gadget in front of it, undone the other way round. Nothing or all
// of it is there: what fails is undone before the error leaves. Not thread-safe.
class Hotspot {
public:
    // `udc` empty: the only one there is.
    Hotspot(std::string udc, StateReporter::OnState on_state);
    ~Hotspot();

    // Throws base::Error. Replaces what was prepared before.
    std::vector<configfs::Deviation> prepare(const profile::Profile& profile, const base::Deadline& deadline);

    // Shows it to the router and returns the names of its netdevs, which are in the LAN when this returns.
    // New ones join it while the router still debounces the connection (100 ms at least, then two resets:
    // hub.c, Linux 6.1).
    const std::vector<std::string>& plug(const base::Deadline& deadline);

    // Takes it away from the router; gadget, netdevs, LAN and leases stay as they are.
    void unplug();

    // Undoes prepare; nothing to do is fine. Throws base::Error for what could not be removed.
    void release(const base::Deadline& deadline);

    // Removes what a predecessor left behind, whatever state it was killed in. Returns the names.
    static std::vector<std::string> remove_leftovers(const base::Deadline& deadline);

    bool prepared() const { return gadget_.has_value(); }

    // The gadget, its UDC's state and its profile's name; only while prepared.
    const configfs::Gadget& gadget() const { return gadget_.value(); }

    std::string state() const { return reporter_.value().state(); }

    const std::string& profile() const { return profile_; }

private:
    configfs::Gadget& require_gadget(const char* action);

    std::string udc_;
    StateReporter::OnState on_state_;
    std::string profile_;
    std::optional<lan::Lan> lan_;
    std::optional<configfs::Gadget> gadget_;
    std::optional<StateReporter> reporter_;
};

}  // namespace tetherlab::agent
