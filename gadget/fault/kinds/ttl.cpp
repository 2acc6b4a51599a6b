// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"
#include "gadget/fault/kinds/lan.hpp"
#include "gadget/fault/quantity.hpp"

namespace tetherlab::fault {
namespace {

void run(Stage& stage, const Values& values) {
    const double rate = values.number("rate");
    misbehave(stage, values, {.what = LanFault::What::kTtlThrottle, .rate = rate},
              "throttled to " + to_text(Unit::kBitRate, rate));
}

}  // namespace

Kind ttl() {
    return {.name = "ttl",
            .summary =
                "Connections whose packets arrive with a TTL or hop limit other than 64, as those of a LAN "
                "behind the router do, are slow; the router's own are not.",
            .capability = "net",
            .parameters = {{.name = "rate",
                            .meaning = "of all such connections together, in each direction",
                            .unit = Unit::kBitRate,
                            .preset = "500 kbit/s",
                            .least = kLowestRate,
                            .most = kHighestRate},
                           duration_parameter("0 s")},
            .provokes = {"downloads by a client are slow, the same by the router itself are not"},
            .run = run};
}

}  // namespace tetherlab::fault
