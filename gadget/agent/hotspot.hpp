// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/configfs/deviation.hpp"
#include "gadget/fault/engine.hpp"
#include "gadget/profile/profile.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tetherlab::agent {

struct HotspotStatus {
    bool plugged = false;
    std::string profile;
    std::string udc;
    std::string state;                 // of the UDC, as sysfs spells it
    std::vector<std::string> netdevs;  // empty before the first plug
};

// What the server acts on. All throw base::Error. Not thread-safe.
class Hotspot {
public:
    virtual ~Hotspot() = default;

    // Replaces what was prepared before. A failure leaves nothing prepared.
    virtual std::vector<configfs::Deviation> prepare(const profile::Profile& profile,
                                                     const base::Deadline& deadline) = 0;

    // Shows it to the router. Returns its netdevs in the order of the configurations. A failure leaves
    // nothing prepared.
    virtual std::vector<std::string> plug(const base::Deadline& deadline) = 0;

    // Takes it away from the router; LAN and leases stay as they are.
    virtual void unplug() = 0;

    // Undoes prepare and ends all faults; nothing to do is fine. Throws for what could not be removed.
    virtual void release(const base::Deadline& deadline) = 0;

    // Empty unless prepared.
    virtual std::optional<HotspotStatus> status() const = 0;

    // What faults can do to it: "udc.detach", "udc.reset", "udc.ep0", "udc.data", "net".
    virtual std::set<std::string> capabilities() const = 0;

    // As fault::Engine says. Throw base::Error unless prepared.
    virtual void arm(fault::Order order) = 0;
    virtual void fire(const std::string& id) = 0;
    virtual void end(const std::string& id) = 0;

    // Empty unless prepared.
    virtual std::vector<fault::Engine::Status> faults() const = 0;
};

}  // namespace tetherlab::agent
