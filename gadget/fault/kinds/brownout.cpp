// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace tetherlab::fault {
namespace {

std::string check(const Values& values) {
    if (values.number("count") == 1) return {};
    const double shortest = values.number("every") - values.number("jitter");
    if (shortest > values.number("off")) return {};
    return fmt::format("expected 'every' less 'jitter' to be longer than 'off' ({} ms), got {} ms",
                       values.number("off"), std::max(0.0, shortest));
}

// From one loss of power to the next.
base::Milliseconds distance(const Values& values, std::mt19937_64& random) {
    const double every = values.number("every");
    const double jitter = values.number("jitter");
    double drawn = every + std::uniform_real_distribution<double>(-jitter, jitter)(random);
    if (values.text("spacing") == "random") {
        drawn = values.number("off") +
                std::exponential_distribution<double>(1 / (every - values.number("off")))(random);
    }
    return base::Milliseconds(static_cast<base::Milliseconds::rep>(drawn));
}

void lose_power(Stage& stage, base::Clock::time_point back) {
    Hold off = stage.powered_off();
    stage.note("power lost");
    stage.wait_until(back);
    off.release();
    stage.note("back");
}

void run(Stage& stage, const Values& values) {
    repeat(
        stage, values.whole("count"),
        [&](base::Clock::time_point loss) { lose_power(stage, loss + values.duration("off")); },
        [&] { return distance(values, stage.random()); });
}

}  // namespace

Kind brownout() {
    return {
        .name = "brownout",
        .summary =
            "The hotspot loses its power for a time, as when VBUS sags, and comes back from its "
            "boot: off the bus, leases and connections gone.",
        .capability = "udc.detach",
        .parameters = {{.name = "off",
                        .meaning = "from the loss until it is on the bus again, its boot included",
                        .preset = "3 s",
                        .least = 10,
                        .most = 3600e3},
                       {.name = "count",
                        .meaning = "how often; 0: until it is ended",
                        .unit = Unit::kCount,
                        .preset = "1",
                        .most = 10'000},
                       {.name = "every",
                        .meaning = "from one loss to the next, when there are several",
                        .preset = "30 s",
                        .least = 20,
                        .most = 86'400e3},
                       {.name = "jitter",
                        .meaning = "each of these distances is longer or shorter by up to this",
                        .preset = "0 ms",
                        .most = 3600e3},
                       {.name = "spacing",
                        .meaning = "random: distances are drawn at random, 'every' being their mean",
                        .unit = Unit::kChoice,
                        .preset = "even",
                        .choices = {"even", "random"}}},
        .provokes = {"usb 1-1: USB disconnect, device number", "usb 1-1: new high-speed USB device number"},
        .check = check,
        .run = run};
}

}  // namespace tetherlab::fault
