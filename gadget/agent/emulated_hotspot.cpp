// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/emulated_hotspot.hpp"

#include "gadget/base/error.hpp"

#include <utility>

namespace tetherlab::agent {
namespace {

constexpr base::Milliseconds kUndoTime{10'000};

}  // namespace

EmulatedHotspot::EmulatedHotspot(std::string udc, StateReporter::OnState on_state)
    : udc_(std::move(udc)), on_state_(std::move(on_state)) {}

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
        const configfs::Udc udc = configfs::Udc::choose(udc_);
        lan_.emplace(profile.lan, profile.mac.device, deadline);
        gadget_.emplace(profile, udc);
        reporter_.emplace(udc, on_state_);
        profile_ = profile.name;
        return configfs::deviations(profile, udc.maximum_speed(), configfs::tether_shape());
    } catch (...) {
        release(base::Deadline(kUndoTime));
        throw;
    }
}

configfs::Gadget& EmulatedHotspot::require_gadget(const char* action) {
    if (!gadget_) throw base::Error(action, "hotspot", "nothing is prepared");
    return *gadget_;
}

std::vector<std::string> EmulatedHotspot::plug(const base::Deadline& deadline) {
    configfs::Gadget& gadget = require_gadget("plug");
    try {
        reporter_->attach();
        gadget.plug();
        lan_->attach(gadget.netdevs(), deadline);
        return gadget.netdevs();
    } catch (...) {
        release(base::Deadline(kUndoTime));
        throw;
    }
}

void EmulatedHotspot::unplug() {
    require_gadget("unplug").unplug();
    reporter_->detach();
}

void EmulatedHotspot::release(const base::Deadline& deadline) {
    reporter_.reset();
    gadget_.reset();
    lan_.reset();
    profile_.clear();
    remove_leftovers(deadline);  // nothing, unless a destructor failed: then this says why
}

std::optional<HotspotStatus> EmulatedHotspot::status() const {
    if (!gadget_) return std::nullopt;
    return HotspotStatus{gadget_->plugged(), profile_, gadget_->udc().name(), reporter_->state(),
                         gadget_->netdevs()};
}

std::vector<std::string> EmulatedHotspot::remove_leftovers(const base::Deadline& deadline) {
    std::vector<std::string> removed = configfs::remove_leftovers();
    for (std::string& name : lan::Lan::remove_leftovers(deadline)) removed.push_back(std::move(name));
    return removed;
}

}  // namespace tetherlab::agent
