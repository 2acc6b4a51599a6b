// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/kinds.hpp"

namespace tetherlab::fault {

Kind over_current() {
    return {.name = "over-current",
            .summary =
                "The hotspot takes so much current that the port switches off. Needs hardware in the VBUS "
                "line: a USB device cannot do this by itself.",
            .capability = "vbus",
            .parameters = {{.name = "for", .meaning = "how long", .preset = "1 s", .least = 1, .most = 60e3}},
            .provokes = {"usb usb1-port1: over-current condition"}};
}

}  // namespace tetherlab::fault
