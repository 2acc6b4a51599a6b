// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/bus.hpp"

#include "gadget/base/error.hpp"
#include "gadget/fault/precedence.hpp"

#include <utility>

namespace tetherlab::agent {
namespace {

constexpr base::Milliseconds kLanTime{10'000};

}  // namespace

Bus::Bus(Parts parts) : parts_(std::move(parts)) {
    const std::lock_guard lock(mutex_);
    if (!parts_.profile.power.battery) lose_power();
    take_shape();
}

void Bus::plug(const base::Deadline& deadline) {
    {
        const std::lock_guard lock(mutex_);
        if (!std::exchange(plugged_, true)) power_by_plug();
        settle();
        parts_.signals.plugged();
    }
    join_lan(deadline);
}

void Bus::unplug() {
    const std::lock_guard lock(mutex_);
    if (std::exchange(plugged_, false)) power_by_plug();
    parts_.signals.unplugged();
    settle();
}

bool Bus::plugged() const {
    const std::lock_guard lock(mutex_);
    return plugged_;
}

std::vector<std::string> Bus::netdevs() const {
    const std::lock_guard lock(mutex_);
    return gadget_ ? gadget_->netdevs() : std::vector<std::string>();
}

void Bus::lose_power() {
    boots_ = true;
    if (++without_power_ == 1) parts_.signals.power_lost();
}

void Bus::regain_power() {
    if (--without_power_ == 0) parts_.signals.power_back();
}

// A hotspot without a battery lives from the plug.
void Bus::power_by_plug() {
    if (parts_.profile.power.battery) return;
    plugged_ ? regain_power() : lose_power();
}

// Makes the gadget be on the bus or not.
void Bus::settle() {
    const fault::GiveWay way;
    const bool wanted = plugged_ && held_off_ == 0;
    if (wanted) return attach();
    if (!gadget_ || !gadget_->plugged()) return;
    gadget_->unplug();
    parts_.reporter.detach();
    take_shape();
}

void Bus::attach() {
    if (gadget_ && gadget_->plugged()) return;
    take_shape();
    parts_.reporter.attach();
    try {
        gadget_->plug();
    } catch (...) {
        parts_.reporter.detach();
        throw;
    }
    ++life_.attachments;
    if (std::exchange(boots_, false)) ++life_.boots;
}

// Makes the gadget of the life to come, unless there is one just like it.
void Bus::take_shape() {
    if (gadget_ && gadget_->plugged()) return;
    const fault::Life next{life_.boots + (boots_ ? 1 : 0), life_.attachments + 1};
    profile::Profile wanted = parts_.profile;
    for (const fault::Shape& shape : shapes_) shape(wanted, next);
    if (gadget_ && wanted == shape_) return;
    const std::lock_guard lock(lan_mutex_);
    gadget_.reset();
    gadget_.emplace(wanted, parts_.udc);
    shape_ = std::move(wanted);
}

void Bus::join_lan(const base::Deadline& deadline) {
    const std::vector<std::string> devices = netdevs();
    const std::lock_guard lock(lan_mutex_);
    parts_.lan.attach(devices, deadline);
}

fault::Hold Bus::detached() {
    return hold_off(Power::kOn);
}

fault::Hold Bus::powered_off() {
    fault::Hold off = hold_off(Power::kOff);
    parts_.lan.forget(base::Deadline(kLanTime));
    return off;
}

fault::Hold Bus::hold_off(Power power) {
    fault::Hold hold([this, power] { let_go(power); });
    const std::lock_guard lock(mutex_);
    ++held_off_;
    if (power == Power::kOff) lose_power();
    settle();
    return hold;
}

void Bus::let_go(Power power) noexcept {
    try {
        {
            const std::lock_guard lock(mutex_);
            if (power == Power::kOff) regain_power();
            --held_off_;
            settle();
        }
        join_lan(base::Deadline(kLanTime));
    } catch (const std::exception& error) {
        parts_.on_trouble(error.what());
    }
}

fault::Hold Bus::identity(fault::Shape shape) {
    fault::Hold hold;
    const std::lock_guard lock(mutex_);
    const auto place = shapes_.insert(shapes_.end(), std::move(shape));
    hold = fault::Hold([this, place] {
        try {
            const std::lock_guard end(mutex_);
            shapes_.erase(place);
            take_shape();
        } catch (const std::exception& error) {
            parts_.on_trouble(error.what());
        }
    });
    take_shape();
    return hold;
}

}  // namespace tetherlab::agent
