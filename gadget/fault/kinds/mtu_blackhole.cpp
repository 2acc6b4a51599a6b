// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"
#include "gadget/fault/kinds/lan.hpp"

#include <fmt/format.h>

namespace tetherlab::fault {
namespace {

void run(Stage& stage, const Values& values) {
    const int bytes = values.whole("bytes");
    misbehave(stage, values, {.what = LanFault::What::kMtuBlackHole, .bytes = bytes},
              fmt::format("packets of more than {} bytes vanish", bytes));
}

}  // namespace

Kind mtu_blackhole() {
    return {.name = "mtu-blackhole",
            .summary =
                "Longer packets to the internet and back vanish without an ICMP message, while the link "
                "takes 1500 bytes.",
            .capability = "net",
            .parameters = {{.name = "bytes",
                            .meaning = "the longest IP packet that passes, its header included",
                            .unit = Unit::kBytes,
                            .preset = "1400",
                            .least = 576,
                            .most = 1499},
                           duration_parameter("0 s")},
            .provokes = {"short pages load, long ones hang, unless the router clamps the MSS"},
            .run = run};
}

}  // namespace tetherlab::fault
