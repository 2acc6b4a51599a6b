// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"
#include "gadget/fault/kinds/lan.hpp"
#include "gadget/fault/quantity.hpp"

#include <fmt/format.h>

namespace tetherlab::fault {
namespace {

std::string check(const Values& values) {
    const double rate = values.number("rate");
    if (rate > 0 && rate < kLowestRate)
        return fmt::format("expected 'rate' 0 or from {}, got {}", to_text(Unit::kBitRate, kLowestRate),
                           to_text(Unit::kBitRate, rate));
    if (values.number("jitter") <= values.number("delay")) return {};
    return fmt::format("expected 'jitter' of at most 'delay' ({}), got {}",
                       to_text(Unit::kDuration, values.number("delay")),
                       to_text(Unit::kDuration, values.number("jitter")));
}

std::string description(const LanFault& fault) {
    const std::string rate = fault.rate > 0 ? to_text(Unit::kBitRate, fault.rate) : "any rate";
    return fmt::format("{}, {} ± {} late, {} % lost", rate, base::to_text(fault.delay),
                       base::to_text(fault.jitter), fault.loss);
}

void run(Stage& stage, const Values& values) {
    const LanFault fault{.what = LanFault::What::kShape,
                         .delay = values.duration("delay"),
                         .jitter = values.duration("jitter"),
                         .rate = values.number("rate"),
                         .loss = values.number("loss"),
                         .seed = stage.random()()};
    misbehave(stage, values, fault, description(fault));
}

}  // namespace

Kind shape() {
    return {.name = "shape",
            .summary =
                "The way to the internet is slow, late or lossy, the same in each direction; the hotspot's "
                "own DHCP and DNS servers are not.",
            .capability = "net",
            .parameters = {{.name = "rate",
                            .meaning = "of all packets together; 0 kbit/s: not limited",
                            .unit = Unit::kBitRate,
                            .preset = "5 Mbit/s",
                            .most = kHighestRate},
                           {.name = "delay", .meaning = "of each packet", .preset = "50 ms", .most = 60e3},
                           {.name = "jitter",
                            .meaning = "a packet's delay is longer or shorter by up to this; packets may "
                                       "overtake each other",
                            .preset = "0 ms",
                            .most = 60e3},
                           {.name = "loss",
                            .meaning = "of the packets in each direction; the seed draws which",
                            .unit = Unit::kPercent,
                            .preset = "0",
                            .most = 100},
                           duration_parameter("0 s")},
            .provokes = {"round-trip times of twice the delay, throughput of at most the rate"},
            .check = check,
            .run = run};
}

}  // namespace tetherlab::fault
