// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/sighting.hpp"

#include "gadget/profile/usb_class.hpp"

#include <fmt/format.h>

namespace tetherlab::verdict {
namespace {

constexpr const char* kNoDriver = "(none)";  // drivers/usb/core/devices.c

}  // namespace

std::string Sighting::driver() const {
    return control == nullptr || control->driver == kNoDriver ? std::string() : control->driver;
}

Sighting find_hotspot(const observe::RouterFacts& facts, const profile::Profile& hotspot) {
    Sighting sighting;
    sighting.device = observe::find_device(facts, hotspot.vendor_id, hotspot.product_id);
    if (sighting.device == nullptr) return sighting;
    sighting.netdev = observe::find_netdev(facts, *sighting.device);
    sighting.configuration = sighting.device->active();
    if (sighting.configuration != nullptr && !sighting.configuration->interfaces.empty()) {
        sighting.control = &sighting.configuration->interfaces.front();
    }
    return sighting;
}

const log::NetFunction* net_function(const profile::ClassTriple& triple) {
    return log::net_function(triple.base, triple.sub, triple.protocol);
}

std::string to_text(const observe::UsbConfiguration& configuration) {
    if (configuration.interfaces.empty()) return fmt::format("configuration {}", configuration.value);
    const profile::ClassTriple& triple = configuration.interfaces.front().triple;
    const log::NetFunction* kind = net_function(triple);
    return fmt::format("configuration {} ({})", configuration.value,
                       kind == nullptr ? profile::to_text(triple) : kind->name);
}

}  // namespace tetherlab::verdict
