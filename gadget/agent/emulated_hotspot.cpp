// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/emulated_hotspot.hpp"

#include "gadget/base/error.hpp"

#include <utility>

namespace tetherlab::agent {
namespace {

constexpr base::Milliseconds kUndoTime{10'000};

}  // namespace

EmulatedHotspot::EmulatedHotspot(std::string udc, Listener listener)
    : udc_(std::move(udc)), listener_(std::move(listener)) {}

EmulatedHotspot::~EmulatedHotspot() {
    try {
        release(base::Deadline(kUndoTime));
    } catch (const base::Error&) {
        // The next start removes what is left, or says why it cannot.
    }
}

std::vector<configfs::Deviation> EmulatedHotspot::prepare(const profile::Profile& profile,
                                                          const base::Deadline& deadline) {
    release(deadline);
    try {
        make(profile, deadline);
        return configfs::deviations(profile, bus_->udc().maximum_speed(), configfs::tether_shape());
    } catch (...) {
        release(base::Deadline(kUndoTime));
        throw;
    }
}

void EmulatedHotspot::make(const profile::Profile& profile, const base::Deadline& deadline) {
    const configfs::Udc udc = configfs::Udc::choose(udc_);
    signals_.emplace(time_);
    resets_.emplace();
    const bool hears_router = ResetWatch::hears_router(udc.name());
    lan_.emplace(profile.lan, profile.mac.device, deadline, [this] { signals_->dhcp_request(); });
    reporter_.emplace(
        udc,
        [this](const std::string& state) {
            signals_->configured(state == "configured");
            listener_.on_state(state);
        },
        [this, hears_router](const std::string& state, base::Clock::time_point at) {
            if (hears_router && resets_->see(state, at)) signals_->reset(at);
        });
    bus_.emplace(Bus::Parts{profile, udc, *lan_, *signals_, *reporter_, listener_.on_trouble});
    engine_.emplace(static_cast<fault::Hardware&>(*this), *signals_, capabilities(), listener_.on_fault);
    profile_ = profile.name;
}

Bus& EmulatedHotspot::require_bus(const char* action) {
    if (!bus_) throw base::Error(action, "hotspot", "nothing is prepared");
    return *bus_;
}

fault::Engine& EmulatedHotspot::require_engine(const char* action) {
    require_bus(action);
    return *engine_;
}

std::vector<std::string> EmulatedHotspot::plug(const base::Deadline& deadline) {
    Bus& bus = require_bus("plug");
    try {
        bus.plug(deadline);
        return bus.netdevs();
    } catch (...) {
        release(base::Deadline(kUndoTime));
        throw;
    }
}

void EmulatedHotspot::unplug() {
    require_bus("unplug").unplug();
}

// The plug goes first, so that no fault that ends puts the gadget onto the bus again.
void EmulatedHotspot::release(const base::Deadline& deadline) {
    try {
        if (bus_) bus_->unplug();
    } catch (const base::Error&) {
        // Removing it says the same.
    }
    engine_.reset();
    bus_.reset();
    reporter_.reset();
    lan_.reset();
    resets_.reset();
    signals_.reset();
    profile_.clear();
    remove_leftovers(deadline);  // nothing, unless a destructor failed: then this says why
}

std::optional<HotspotStatus> EmulatedHotspot::status() const {
    if (!bus_) return std::nullopt;
    return HotspotStatus{bus_->plugged(), profile_, bus_->udc().name(), reporter_->state(), bus_->netdevs()};
}

std::set<std::string> EmulatedHotspot::capabilities() const {
    std::set<std::string> all{"net", "udc.detach"};
    if (configfs::ShapeDevice::available()) all.insert({"udc.data", "udc.ep0"});
    const std::vector<std::string> udcs = configfs::Udc::list();
    const std::string& udc = udc_.empty() && udcs.size() == 1 ? udcs.front() : udc_;
    if (ResetWatch::hears_router(udc)) all.insert(fault::kResetCapability);
    return all;
}

void EmulatedHotspot::arm(fault::Order order) {
    require_engine("arm fault").arm(std::move(order));
}

void EmulatedHotspot::fire(const std::string& id) {
    require_engine("fire fault").fire(id);
}

void EmulatedHotspot::end(const std::string& id) {
    require_engine("end fault").end(id);
}

std::vector<fault::Engine::Status> EmulatedHotspot::faults() const {
    return engine_ ? engine_->faults() : std::vector<fault::Engine::Status>();
}

std::vector<std::string> EmulatedHotspot::remove_leftovers(const base::Deadline& deadline) {
    std::vector<std::string> removed = configfs::remove_leftovers();
    for (std::string& name : lan::Lan::remove_leftovers(deadline)) removed.push_back(std::move(name));
    return removed;
}

}  // namespace tetherlab::agent
