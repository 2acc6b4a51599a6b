// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/assumed_function.hpp"

#include "gadget/profile/fidelity.hpp"
#include "gadget/profile/usb_class.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace tetherlab::importer {
namespace {

using profile::BusSpeed;
using profile::FunctionKind;
using profile::TransferType;

constexpr std::uint8_t kIn = 0x80;

FunctionKind kind_of(NetworkKind kind) {
    return kind == NetworkKind::kRndis ? FunctionKind::kRndis
           : kind == NetworkKind::kNcm ? FunctionKind::kNcm
                                       : FunctionKind::kEcm;
}

// Linux' own function of a kind, which stands for what a text does not say.
profile::Function stock(FunctionKind kind) {
    profile::Profile any;
    any.configurations.resize(1);
    any.configurations[0].function.kind = kind;
    return profile::as_emulated(any).configurations[0].function;
}

profile::ClassTriple stock_data_class(FunctionKind kind) {
    return {0x0a, 0x00, static_cast<std::uint8_t>(kind == FunctionKind::kNcm ? 0x01 : 0x00)};
}

int stock_data_setting(FunctionKind kind) {
    return kind == FunctionKind::kRndis ? 0 : 1;
}

std::uint16_t bulk_packet(BusSpeed speed) {
    return speed <= BusSpeed::kFull ? 64 : speed == BusSpeed::kHigh ? 512 : 1024;
}

const Endpoint* find_endpoint(const Interface* interface, std::uint8_t type, std::uint8_t direction) {
    if (interface == nullptr) return nullptr;
    const auto found = std::find_if(
        interface->endpoints.begin(), interface->endpoints.end(), [type, direction](const Endpoint& each) {
            return each.address && each.attributes && (each.attributes->value & 0x03) == type &&
                   (each.address->value & kIn) == direction;
        });
    return found == interface->endpoints.end() ? nullptr : &*found;
}

// The nearest interval that the speed can say.
base::Milliseconds sayable(Microseconds interval, BusSpeed speed) {
    const auto ms = std::max<std::int64_t>(1, interval.count() / 1000);
    if (speed <= BusSpeed::kFull) return base::Milliseconds(std::min<std::int64_t>(ms, 255));
    const auto floor = static_cast<std::int64_t>(std::bit_floor(static_cast<std::uint64_t>(ms)));
    return base::Milliseconds(std::min<std::int64_t>(floor, 4096));
}

}  // namespace

AssumedFunction::AssumedFunction(const Device& device, const Configuration& configuration,
                                 const NetworkFunction& found, BusSpeed speed)
    : speed_(speed), function_(stock(kind_of(found.kind))) {
    const Interface* control = find_interface(configuration, found.control, 0);
    const Interface* data = find_interface(configuration, *found.data, found.data_setting);
    function_.data_in.max_packet = bulk_packet(speed);
    function_.data_out.max_packet = bulk_packet(speed);
    read_classes(configuration, found);
    read_endpoint("notify", find_endpoint(control, 0x03, kIn), function_.notify);
    read_interval(find_endpoint(control, 0x03, kIn));
    read_endpoint("data-in", find_endpoint(data, 0x02, kIn), function_.data_in);
    read_endpoint("data-out", find_endpoint(data, 0x02, 0), function_.data_out);
    settle_addresses();
    if (!found.certain) {
        warnings_.push_back({control == nullptr ? configuration.place : control->place,
                             fmt::format("{} of {} is taken for {} by its shape: nothing shows that it is",
                                         found.evidence, identity(device), to_text(found.kind))});
    }
}

void AssumedFunction::read_classes(const Configuration& configuration, const NetworkFunction& found) {
    const Interface& control =
        *std::find_if(configuration.interfaces.begin(), configuration.interfaces.end(),
                      [&](const Interface& each) { return each.number == found.control; });
    const Interface& data = *std::find_if(configuration.interfaces.begin(), configuration.interfaces.end(),
                                          [&](const Interface& each) { return each.number == found.data; });
    function_.control = control.triple->value;
    function_.interface = std::min(found.control, 254);
    origins_["class"] = {control.triple->place, ""};
    origins_["interface"] = {control.place, ""};
    origins_["function"] = {control.triple->place, ""};
    for (const Association& each : configuration.associations) {
        if (each.first_interface != found.control || !each.triple) continue;
        origins_["association"] = {each.triple->place, ""};
        if (each.triple->value != function_.control) function_.association = each.triple->value;
    }
    const FunctionKind kind = function_.kind;
    if (data.triple && data.triple->value != stock_data_class(kind)) {
        function_.data_class = data.triple->value;
        origins_["data-class"] = {data.triple->place, ""};
    }
    if (found.data_setting != stock_data_setting(kind)) {
        function_.data_setting = std::min(found.data_setting, 255);
        origins_["data-setting"] = {data.place, ""};
    }
}

void AssumedFunction::read_endpoint(const std::string& field, const Endpoint* said,
                                    profile::Endpoint& target) {
    const std::string why = fmt::format("not listed; f_{}'s own", profile::to_text(function_.kind));
    for (const char* part : {".address", ".packet"}) assume(field + part, why);
    if (said == nullptr) return;
    target.address = said->address->value;
    origins_[field + ".address"] = {said->address->place, ""};
    if (!said->max_packet) return;
    const int packet = said->max_packet->value;
    const bool bulk = target.type == TransferType::kBulk;
    const bool possible =
        bulk ? (speed_ <= BusSpeed::kFull ? packet >= 8 && packet <= 64 : packet == bulk_packet(speed_))
             : packet >= 1 && packet <= 1024;
    if (possible) {
        target.max_packet = static_cast<std::uint16_t>(packet);
        origins_[field + ".packet"] = {said->max_packet->place, ""};
    } else {
        warnings_.push_back(
            {said->max_packet->place, fmt::format("an endpoint cannot have {} bytes at {} speed: {} instead",
                                                  packet, profile::to_text(speed_), target.max_packet)});
    }
}

void AssumedFunction::read_interval(const Endpoint* said) {
    assume("notify.interval", fmt::format("not listed; f_{}'s own", profile::to_text(function_.kind)));
    if (said == nullptr || !said->interval) return;
    function_.notify.interval = sayable(said->interval->value, speed_);
    origins_["notify.interval"] = {said->interval->place, ""};
    if (function_.notify.interval != said->interval->value)
        warnings_.push_back({said->interval->place,
                             fmt::format("an interval of {} us becomes {} ms", said->interval->value.count(),
                                         function_.notify.interval.count())});
}

// An assumed address must not be one that the text gives to another endpoint; nor may an odd listing name one
// that no endpoint has.
void AssumedFunction::settle_addresses() {
    const auto fix = [](std::uint8_t address, std::uint8_t direction) {
        const int number = address & 0x0f;
        return static_cast<std::uint8_t>(direction | (number == 0 ? 1 : number));
    };
    function_.notify.address = fix(function_.notify.address, kIn);
    function_.data_in.address = fix(function_.data_in.address, kIn);
    function_.data_out.address = fix(function_.data_out.address, 0);
    if (function_.notify.address != function_.data_in.address) return;
    const bool notify_assumed = !origins_["notify.address"].place;
    std::uint8_t& movable = notify_assumed ? function_.notify.address : function_.data_in.address;
    movable = static_cast<std::uint8_t>(kIn | ((movable & 0x0f) % 15 + 1));
}

}  // namespace tetherlab::importer
