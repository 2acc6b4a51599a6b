// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/agent/bus.hpp"
#include "gadget/agent/hotspot.hpp"
#include "gadget/agent/reset_watch.hpp"
#include "gadget/agent/state_reporter.hpp"
#include "gadget/configfs/shape_device.hpp"
#include "gadget/fault/engine.hpp"
#include "gadget/lan/lan.hpp"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tetherlab::agent {

// The hotspot on this machine: LAN first, then the gadget in front of it and the faults of both, undone the
// other way round. Nothing or all of it is there: what fails is undone before the error leaves.
class EmulatedHotspot final : public Hotspot, private fault::Hardware {
public:
    // Called on several threads, and must not block, throw or call the hotspot.
    struct Listener {
        StateReporter::OnState on_state;
        fault::OnReport on_fault;
        std::function<void(const std::string& what)> on_trouble;  // what a fault could not undo
    };

    // `udc` empty: the only one there is.
    EmulatedHotspot(std::string udc, Listener listener);
    ~EmulatedHotspot() override;

    std::vector<configfs::Deviation> prepare(const profile::Profile& profile,
                                             const base::Deadline& deadline) override;
    std::vector<std::string> plug(const base::Deadline& deadline) override;
    void unplug() override;
    void release(const base::Deadline& deadline) override;
    std::optional<HotspotStatus> status() const override;

    std::set<std::string> capabilities() const override;
    void arm(fault::Order order) override;
    void fire(const std::string& id) override;
    void end(const std::string& id) override;
    std::vector<fault::Engine::Status> faults() const override;

    // Removes what a predecessor left behind, whatever state it was killed in. Returns the names.
    static std::vector<std::string> remove_leftovers(const base::Deadline& deadline);

private:
    // On the threads of faults. They live only while all of the hotspot is prepared.
    fault::Hold detached() override { return bus_->detached(); }

    fault::Hold powered_off() override { return bus_->powered_off(); }

    fault::Hold identity(fault::Shape shape) override { return bus_->identity(std::move(shape)); }

    fault::Hold control(const fault::ControlFault& fault) override { return shape_.control(fault); }

    fault::Hold data_stalled() override { return shape_.data_stalled(); }

    fault::Hold lan(const fault::LanFault& fault) override { return lan_->faults().apply(fault); }

    std::uint64_t received_bytes() override { return lan_->received_bytes(); }

    void make(const profile::Profile& profile, const base::Deadline& deadline);
    Bus& require_bus(const char* action);
    fault::Engine& require_engine(const char* action);

    std::string udc_;
    Listener listener_;
    fault::TimeSource time_;
    configfs::ShapeDevice shape_;
    std::string profile_;

    // In the order they are made; destroyed in reverse.
    std::optional<fault::Signals> signals_;
    std::optional<ResetWatch> resets_;
    std::optional<lan::Lan> lan_;
    std::optional<StateReporter> reporter_;
    std::optional<Bus> bus_;
    std::optional<fault::Engine> engine_;
};

}  // namespace tetherlab::agent
