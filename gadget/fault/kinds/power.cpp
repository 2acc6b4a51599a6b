// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/kinds.hpp"
#include "gadget/fault/power_model.hpp"

#include <fmt/format.h>

namespace tetherlab::fault {
namespace {

constexpr base::Milliseconds kStep{50};
constexpr base::Milliseconds kRateWindow{200};

PowerSupply supply_of(const Values& values) {
    return {.limit_ma = values.number("supply"),
            .idle_ma = values.number("idle"),
            .pulse_ma = values.number("pulse"),
            .peak_ma = values.number("peak"),
            .hold_up_mc = values.number("hold-up"),
            .battery = values.text("battery") == "yes"};
}

// Returns the rate at which the voltage broke down, Mbit/s.
double await_breakdown(Stage& stage, const PowerSupply& supply) {
    PowerModel model(supply);
    base::Clock::time_point last = stage.now();
    for (;;) {
        stage.wait_until(last + kStep);
        const base::Clock::time_point now = stage.now();
        const double rate = stage.uplink_rate(kRateWindow) / 1e6;
        if (!model.holds(rate, std::chrono::duration_cast<base::Milliseconds>(now - last))) return rate;
        last = now;
    }
}

void run(Stage& stage, const Values& values) {
    const PowerSupply supply = supply_of(values);
    for (;;) {
        const double rate = await_breakdown(stage, supply);
        Hold off = stage.powered_off();
        stage.note(fmt::format("power lost at {:.1f} Mbit/s: {:.0f} mA of {:.0f} mA", rate,
                               PowerModel(supply).current(rate), supply.limit_ma));
        stage.wait(values.duration("boot"));
        off.release();
        stage.note("back");
    }
}

std::string check(const Values& values) {
    if (values.text("battery") == "yes" || values.number("idle") <= values.number("supply")) return {};
    return fmt::format("expected 'idle' of at most 'supply' ({} mA), got {} mA: it would never boot",
                       values.number("supply"), values.number("idle"));
}

Parameter current(std::string name, std::string meaning, std::string preset) {
    return {.name = std::move(name),
            .meaning = std::move(meaning),
            .unit = Unit::kCurrent,
            .preset = std::move(preset),
            .most = 10'000};
}

}  // namespace

Kind power() {
    return {
        .name = "power",
        .summary =
            "The hotspot lives on what the port gives: when sending takes more for longer than its "
            "capacitors hold, it loses its power and boots again.",
        .capability = "udc.detach",
        .parameters = {current("supply", "what the port gives: 500 mA on USB 2, 900 mA on USB 3", "500 mA"),
                       current("idle", "what the hotspot takes while its radio only listens", "300 mA"),
                       current("pulse", "what each Mbit/s from the router takes in addition", "60 mA"),
                       current("peak", "what sending takes at most", "2000 mA"),
                       {.name = "hold-up",
                        .meaning = "what its capacitors give until the voltage is too low",
                        .unit = Unit::kCharge,
                        .preset = "20 mC",
                        .most = 100'000},
                       {.name = "battery",
                        .meaning = "yes: a battery gives what is missing, and nothing happens",
                        .unit = Unit::kChoice,
                        .preset = "no",
                        .choices = {"yes", "no"}},
                       {.name = "boot",
                        .meaning = "from the loss until it is on the bus again",
                        .preset = "10 s",
                        .least = 10,
                        .most = 3600e3}},
        .provokes = {"usb 1-1: USB disconnect, device number", "usb 1-1: new high-speed USB device number"},
        .check = check,
        .run = run};
}

}  // namespace tetherlab::fault
