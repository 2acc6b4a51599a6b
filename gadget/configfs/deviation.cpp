// SPDX-License-Identifier: Apache-2.0
#include "gadget/configfs/deviation.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace tetherlab::configfs {
namespace {

constexpr profile::ClassTriple kRndisStock{0x02, 0x02, 0xff};  // f_rndis.c, rndis_control_intf
constexpr profile::ClassTriple kEcmStock{0x02, 0x06, 0x00};    // f_ecm.c, ecm_control_intf

std::string to_text(const profile::ClassTriple& triple) {
    return fmt::format("{:02x}/{:02x}/{:02x}", triple.base, triple.sub, triple.protocol);
}

std::string bcd(std::uint16_t value) {
    return fmt::format("{:x}.{:02x}", value >> 8, value & 0xff);
}

// composite_setup() overwrites bcdUSB; tether_shape can lower a SuperSpeed UDC's, nothing can raise the
// other's.
void check_bcd_usb(const profile::Profile& profile, profile::Speed udc_speed, TetherShape module,
                   std::vector<Deviation>& found) {
    const bool high_only = profile.udc_speed() == profile::Speed::kHigh;
    if (!high_only && udc_speed == profile::Speed::kHigh) {
        found.push_back(
            {"bcdUSB", bcd(profile.bcd_usb), bcd(0x0200), "the UDC is not capable of SuperSpeed"});
    } else if (high_only && udc_speed == profile::Speed::kSuper && module == TetherShape::kMissing) {
        found.push_back({"bcdUSB", bcd(profile.bcd_usb), bcd(0x0210),
                         "the UDC is capable of SuperSpeed and kernel module tether_shape is not loaded"});
    }
}

void check_triple(const profile::Configuration& configuration, TetherShape module,
                  std::vector<Deviation>& found) {
    const profile::ClassTriple& wanted = configuration.function.control;
    const bool rndis = configuration.function.kind == profile::FunctionKind::kRndis;
    const profile::ClassTriple& stock = rndis ? kRndisStock : kEcmStock;
    if (wanted == stock || (rndis && module == TetherShape::kLoaded)) return;
    found.push_back({fmt::format("control interface of configuration {}", configuration.value),
                     to_text(wanted), to_text(stock),
                     rndis ? "kernel module tether_shape is not loaded" : "f_ecm has no setting for it"});
}

}  // namespace

TetherShape tether_shape() {
    return std::filesystem::exists("/sys/module/tether_shape") ? TetherShape::kLoaded : TetherShape::kMissing;
}

std::vector<Deviation> deviations(const profile::Profile& profile, profile::Speed udc_speed,
                                  TetherShape module) {
    std::vector<Deviation> found;
    check_bcd_usb(profile, udc_speed, module, found);
    for (const profile::Configuration& configuration : profile.configurations) {
        check_triple(configuration, module, found);
    }
    return found;
}

}  // namespace tetherlab::configfs
