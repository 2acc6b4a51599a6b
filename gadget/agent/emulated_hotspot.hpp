// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/agent/hotspot.hpp"
#include "gadget/agent/state_reporter.hpp"
#include "gadget/configfs/gadget.hpp"
#include "gadget/lan/lan.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tetherlab::agent {

// The hotspot on this machine: LAN first, then the gadget in front of it, undone the other way round. Nothing
// or all of it is there: what fails is undone before the error leaves.
class EmulatedHotspot final : public Hotspot {
public:
    // `udc` empty: the only one there is.
    EmulatedHotspot(std::string udc, StateReporter::OnState on_state);
    ~EmulatedHotspot() override;

    std::vector<configfs::Deviation> prepare(const profile::Profile& profile,
                                             const base::Deadline& deadline) override;

    // The netdevs are in the LAN when this returns. New ones join it while the router still debounces the
    // connection (100 ms at least, then two resets: hub.c, Linux 6.1).
    std::vector<std::string> plug(const base::Deadline& deadline) override;
    void unplug() override;
    void release(const base::Deadline& deadline) override;
    std::optional<HotspotStatus> status() const override;

    // Removes what a predecessor left behind, whatever state it was killed in. Returns the names.
    static std::vector<std::string> remove_leftovers(const base::Deadline& deadline);

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
