// SPDX-License-Identifier: Apache-2.0
#include "gadget/configfs/deviation.hpp"

#include "gadget/profile/usb_class.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace tetherlab::configfs {
namespace {

constexpr profile::ClassTriple kRndisStock{0x02, 0x02, 0xff};  // f_rndis.c, rndis_control_intf

// composite_setup() overwrites bcdUSB; tether_shape can lower a SuperSpeed UDC's, nothing can raise the
// other's.
void check_bcd_usb(const profile::Profile& profile, profile::Speed udc_speed, TetherShape module,
                   std::vector<Deviation>& found) {
    const bool high_only = profile.udc_speed() == profile::Speed::kHigh;
    if (!high_only && udc_speed == profile::Speed::kHigh) {
        found.push_back({"bcdUSB", profile::release_text(profile.bcd_usb), profile::release_text(0x0200),
                         "the UDC is not capable of SuperSpeed"});
    } else if (high_only && udc_speed == profile::Speed::kSuper && module == TetherShape::kMissing) {
        found.push_back({"bcdUSB", profile::release_text(profile.bcd_usb), profile::release_text(0x0210),
                         "the UDC is capable of SuperSpeed and kernel module tether_shape is not loaded"});
    }
}

void check_triple(const profile::Configuration& configuration, TetherShape module,
                  std::vector<Deviation>& found) {
    const profile::Function& function = configuration.function;
    if (function.kind != profile::FunctionKind::kRndis || function.control == kRndisStock) return;
    if (module == TetherShape::kLoaded) return;
    found.push_back({fmt::format("control interface of configuration {}", configuration.value),
                     to_text(function.control), to_text(kRndisStock),
                     "kernel module tether_shape is not loaded"});
}

}  // namespace

TetherShape tether_shape() {
    return std::filesystem::exists("/sys/module/tether_shape") ? TetherShape::kLoaded : TetherShape::kMissing;
}

std::vector<Deviation> deviations(const profile::Profile& profile, profile::Speed udc_speed,
                                  TetherShape module) {
    std::vector<Deviation> found = profile::deviations(profile);
    check_bcd_usb(profile, udc_speed, module, found);
    for (const profile::Configuration& configuration : profile.configurations) {
        check_triple(configuration, module, found);
    }
    return found;
}

}  // namespace tetherlab::configfs
