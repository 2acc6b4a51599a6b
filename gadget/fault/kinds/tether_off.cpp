// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/kinds.hpp"

namespace tetherlab::fault {
namespace {

constexpr profile::ClassTriple kVendorSpecific{0xff, 0xff, 0xff};

// What a phone or stick shows while tethering is off: another product, with one interface that no driver of
// the router takes.
void make_charge_only(profile::Profile& profile, const Life&) {
    profile.product_id = static_cast<std::uint16_t>(profile.product_id ^ 1);
    const auto rndis = [](const profile::Configuration& configuration) {
        return configuration.function.kind == profile::FunctionKind::kRndis;
    };
    std::erase_if(profile.configurations, [&](const auto& configuration) { return !rndis(configuration); });
    for (profile::Configuration& configuration : profile.configurations) {
        configuration.function.control = kVendorSpecific;
    }
}

void run(Stage& stage, const Values& values) {
    base::Clock::time_point gone = stage.now();
    Hold off = stage.detached();
    Hold charge_only = stage.identity(make_charge_only);
    stage.wait_until(gone + values.duration("switch"));
    off.release();
    stage.await_plug();
    stage.note("charge only");
    stage.wait(values.duration("for"));
    gone = stage.now();
    off = stage.detached();
    charge_only.release();
    stage.wait_until(gone + values.duration("switch"));
    off.release();
    stage.note("tethers");
}

}  // namespace

Kind tether_off() {
    return {.name = "tether-off",
            .summary =
                "The hotspot shows a charge-only identity, as while its user has tethering off, and then "
                "switches to its own.",
            .capability = "udc.detach",
            .parameters = {{.name = "for",
                            .meaning = "how long tethering is off; users take 2 s to 19 s",
                            .preset = "5 s",
                            .least = 100,
                            .most = 3600e3},
                           {.name = "switch",
                            .meaning = "how long it is off the bus at a change; phones take 260 ms to 380 ms",
                            .preset = "320 ms",
                            .least = 10,
                            .most = 60e3}},
            .provokes = {"usb 1-1: new high-speed USB device number, with another product ID and no driver",
                         "usb 1-1: USB disconnect, device number"},
            .run = run};
}

}  // namespace tetherlab::fault
