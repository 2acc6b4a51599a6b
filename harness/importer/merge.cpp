// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/merge.hpp"

#include "gadget/base/text.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace tetherlab::importer {
namespace {

// Of one identity in one import; a paste that lists more has been made to be slow.
constexpr std::size_t kMostOfOneIdentity = 16;

template <typename T>
bool agree(const Field<T>& a, const Field<T>& b) {
    return !a || !b || a->value == b->value;
}

bool agree_on_text(const Field<std::string>& a, const Field<std::string>& b) {
    return !a || !b || base::trim(a->value) == base::trim(b->value);
}

// lsusb does not tell SuperSpeed from faster.
bool agree_on_speed(const Field<profile::BusSpeed>& a, const Field<profile::BusSpeed>& b) {
    using profile::BusSpeed;
    return agree(a, b) || (a->value >= BusSpeed::kSuper && b->value >= BusSpeed::kSuper);
}

using EndpointKey = std::tuple<int, int, int>;

EndpointKey key_of(const Endpoint& endpoint) {
    return {endpoint.address ? endpoint.address->value : -1,
            endpoint.attributes ? endpoint.attributes->value & 0x03 : -1,
            endpoint.max_packet ? endpoint.max_packet->value : -1};
}

std::vector<EndpointKey> keys_of(const Interface& interface) {
    std::vector<EndpointKey> keys;
    for (const Endpoint& each : interface.endpoints) keys.push_back(key_of(each));
    std::sort(keys.begin(), keys.end());
    return keys;
}

bool agree(const Interface& a, const Interface& b) {
    const bool both_list = !a.endpoints.empty() && !b.endpoints.empty();
    const bool whole = both_list && a.endpoints.size() == b.endpoints.size();
    return agree(a.triple, b.triple) && agree(a.endpoint_count, b.endpoint_count) &&
           (!whole || keys_of(a) == keys_of(b));
}

bool agree(const Configuration& a, const Configuration& b) {
    if (!agree(a.attributes, b.attributes) || !agree(a.max_power_ma, b.max_power_ma) ||
        !agree(a.interface_count, b.interface_count))
        return false;
    return std::all_of(a.interfaces.begin(), a.interfaces.end(), [&b](const Interface& each) {
        const Interface* other = find_interface(b, each.number, each.alternate);
        return other == nullptr || agree(each, *other);
    });
}

Configuration* find_configuration(Device& device, const Configuration& like) {
    const auto found = std::find_if(
        device.configurations.begin(), device.configurations.end(), [&like](const Configuration& each) {
            return each.value && like.value && each.value->value == like.value->value;
        });
    return found == device.configurations.end() ? nullptr : &*found;
}

template <typename T>
void fill(Field<T>& into, const Field<T>& from) {
    if (!into) into = from;
}

void fill(Interface& into, const Interface& from) {
    fill(into.endpoint_count, from.endpoint_count);
    fill(into.triple, from.triple);
    fill(into.driver, from.driver);
    fill(into.mac, from.mac);
    fill(into.data_interface, from.data_interface);
    if (into.endpoints.empty()) into.endpoints = from.endpoints;
    if (into.class_descriptors.empty()) into.class_descriptors = from.class_descriptors;
    for (Endpoint& each : into.endpoints) {
        const auto other = std::find_if(from.endpoints.begin(), from.endpoints.end(),
                                        [&each](const Endpoint& e) { return key_of(e) == key_of(each); });
        if (other != from.endpoints.end()) fill(each.interval, other->interval);
    }
}

void fill(Configuration& into, const Configuration& from) {
    fill(into.interface_count, from.interface_count);
    fill(into.attributes, from.attributes);
    fill(into.max_power_ma, from.max_power_ma);
    fill(into.label, from.label);
    fill(into.total_length, from.total_length);
    into.active = into.active || from.active;
    if (into.associations.empty()) into.associations = from.associations;
    for (const Interface& each : from.interfaces) {
        const auto own = std::find_if(
            into.interfaces.begin(), into.interfaces.end(),
            [&each](const Interface& i) { return i.number == each.number && i.alternate == each.alternate; });
        if (own == into.interfaces.end())
            into.interfaces.push_back(each);
        else
            fill(*own, each);
    }
    put_in_order(into);
}

void fill(Device& into, const Device& from) {
    fill(into.bus, from.bus);
    fill(into.number, from.number);
    fill(into.level, from.level);
    fill(into.port, from.port);
    if (!into.speed || (from.speed && from.speed->value > into.speed->value)) into.speed = from.speed;
    fill(into.bcd_usb, from.bcd_usb);
    fill(into.triple, from.triple);
    fill(into.max_packet0, from.max_packet0);
    fill(into.configuration_count, from.configuration_count);
    fill(into.bcd_device, from.bcd_device);
    fill(into.manufacturer, from.manufacturer);
    fill(into.product, from.product);
    fill(into.serial, from.serial);
    fill(into.listed_name, from.listed_name);
    if (!into.bos) into.bos = from.bos;
    for (const Configuration& each : from.configurations) {
        if (Configuration* own = find_configuration(into, each))
            fill(*own, each);
        else
            into.configurations.push_back(each);
    }
    into.cut_off = into.has_descriptors() && from.has_descriptors() ? into.cut_off && from.cut_off
                                                                    : into.cut_off || from.cut_off;
    const int promised = into.configuration_count ? into.configuration_count->value : 0;
    into.other_configurations = promised > static_cast<int>(into.configurations.size());
    into.role = std::min(into.role, from.role);
    std::copy(from.sightings.begin(), from.sightings.end(), std::back_inserter(into.sightings));
    std::copy(from.sources.begin(), from.sources.end(), std::back_inserter(into.sources));
    std::copy(from.remarks.begin(), from.remarks.end(), std::back_inserter(into.remarks));
}

// Which of two descriptions the other one is added to: the whole one, and the one that keeps the order of
// endpoints, which usb-devices sorts by name.
int rank(const Device& device) {
    if (!device.has_descriptors()) return 4;
    const int kind = static_cast<int>(device.sources.front().kind);
    constexpr int kByKind[] = {1, 2, 0, 3, 3};  // in the order of SourceKind
    return kByKind[kind] + (device.cut_off ? 3 : 0);
}

Device together(Device a, Device b) {
    const bool swap = rank(b) < rank(a);
    Device& into = swap ? b : a;
    fill(into, swap ? a : b);
    std::stable_sort(into.sources.begin(), into.sources.end(),
                     [](const Source& x, const Source& y) { return x.first < y.first; });
    return std::move(into);
}

// How well `other` fits among the descriptions that it can be one of: the same number on the bus is a hint.
bool same_number(const Device& a, const Device& b) {
    return a.number && b.number && a.bus && b.bus && a.number->value == b.number->value &&
           a.bus->value == b.bus->value;
}

}  // namespace

bool can_be_same(const Device& a, const Device& b) {
    if (!a.vendor_id || !b.vendor_id || !a.product_id || !b.product_id) return false;
    if (a.vendor_id->value != b.vendor_id->value || a.product_id->value != b.product_id->value) return false;
    const bool fields = agree(a.bcd_usb, b.bcd_usb) && agree(a.bcd_device, b.bcd_device) &&
                        agree(a.triple, b.triple) && agree(a.max_packet0, b.max_packet0) &&
                        agree(a.configuration_count, b.configuration_count) &&
                        agree_on_speed(a.speed, b.speed) && agree_on_text(a.manufacturer, b.manufacturer) &&
                        agree_on_text(a.product, b.product) && agree_on_text(a.serial, b.serial);
    return fields &&
           std::all_of(a.configurations.begin(), a.configurations.end(), [&b](const Configuration& each) {
               return std::all_of(
                   b.configurations.begin(), b.configurations.end(), [&each](const Configuration& o) {
                       const bool same_value = each.value && o.value && each.value->value == o.value->value;
                       return !same_value || agree(each, o);
                   });
           });
}

std::vector<Device> merge(std::vector<Device> devices) {
    std::stable_sort(devices.begin(), devices.end(), [](const Device& a, const Device& b) {
        return a.has_descriptors() > b.has_descriptors();
    });
    std::vector<Device> merged;
    std::map<std::string, std::vector<std::size_t>> by_identity;  // indices in `merged`
    for (Device& device : devices) {
        std::vector<std::size_t>& known = by_identity[identity(device)];
        std::vector<std::size_t> fitting;
        for (const std::size_t each : known) {
            if (can_be_same(merged[each], device)) fitting.push_back(each);
        }
        std::stable_partition(fitting.begin(), fitting.end(),
                              [&](std::size_t each) { return same_number(merged[each], device); });
        if (!fitting.empty()) {
            Device& target = merged[fitting.front()];
            target = together(std::move(target), std::move(device));
        } else if (known.size() < kMostOfOneIdentity) {
            known.push_back(merged.size());
            merged.push_back(std::move(device));
        }
    }
    std::stable_sort(merged.begin(), merged.end(), [](const Device& a, const Device& b) {
        return a.sources.front().first < b.sources.front().first;
    });
    return merged;
}

}  // namespace tetherlab::importer
