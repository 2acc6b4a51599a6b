// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/kinds.hpp"

namespace tetherlab::fault {

Kind sag() {
    return {.name = "sag",
            .summary =
                "The voltage of the port sinks under load without breaking down. Needs hardware in the VBUS "
                "line: a USB device cannot do this by itself.",
            .capability = "vbus",
            .parameters = {{.name = "for", .meaning = "how long", .preset = "1 s", .least = 1, .most = 60e3}},
            .provokes = {"nothing, or what a brownout provokes"}};
}

}  // namespace tetherlab::fault
