// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/agent/state_reporter.hpp"
#include "gadget/configfs/gadget.hpp"
#include "gadget/fault/signals.hpp"
#include "gadget/fault/stage.hpp"
#include "gadget/lan/lan.hpp"
#include "gadget/profile/profile.hpp"

#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tetherlab::agent {

// The hotspot's place on the bus. It is there while it is plugged and no fault holds it off, as the gadget
// that its profile and the faults' shapes make of it. Thread-safe.
class Bus {
public:
    struct Parts {
        profile::Profile profile;
        configfs::Udc udc;
        lan::Lan& lan;  // these three outlive it
        fault::Signals& signals;
        StateReporter& reporter;
        // Told what a fault could not undo.
        std::function<void(const std::string& what)> on_trouble;
    };

    // Makes the gadget. Throws base::Error.
    explicit Bus(Parts parts);

    // The netdevs are in the LAN when this returns. New ones join it while the router still debounces the
    // connection (100 ms at least, then two resets: hub.c, Linux 6.1). Throws base::Error.
    void plug(const base::Deadline& deadline);
    void unplug();

    bool plugged() const;

    // Empty before the first time on the bus.
    std::vector<std::string> netdevs() const;

    const configfs::Udc& udc() const { return parts_.udc; }

    // As fault::Hardware says.
    fault::Hold detached();
    fault::Hold powered_off();
    fault::Hold identity(fault::Shape shape);

private:
    enum class Power { kOn, kOff };

    fault::Hold hold_off(Power power);
    void let_go(Power power) noexcept;
    void join_lan(const base::Deadline& deadline);

    // With mutex_ held.
    void lose_power();
    void regain_power();
    void power_by_plug();
    void settle();
    void attach();
    void take_shape();

    Parts parts_;
    mutable std::mutex mutex_;
    bool plugged_ = false;
    int held_off_ = 0;       // by faults
    int without_power_ = 0;  // those of them that cut its power, and the plug it lives from
    fault::Life life_;
    bool boots_ = true;  // the next attachment begins a new life
    std::list<fault::Shape> shapes_;
    profile::Profile shape_;  // of the gadget
    std::optional<configfs::Gadget> gadget_;

    std::mutex lan_mutex_;  // taken after mutex_, or alone: joining takes longer than a fault may wait
};

}  // namespace tetherlab::agent
