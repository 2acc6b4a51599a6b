// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/yaml.hpp"

#include <string>

namespace tetherlab::fault {

// When an armed fault fires. `delay` counts from the moment the condition is met.
struct Trigger {
    enum class On {
        kNow,      // as soon as it is armed
        kPlug,     // at the next plug
        kReset,    // at bus reset number `count` after it was armed
        kTraffic,  // when the router sends more than `rate`, over 100 ms
        kDhcp,     // at DHCP request number `count` after it was armed, of any kind
        kRequest,  // when a script says so
    };

    On on = On::kNow;
    int count = 1;
    double rate = 0;  // bits per second
    base::Milliseconds delay{0};
};

// As a scenario says it: "now", "plug", "reset 3", "traffic 5 Mbit/s", "dhcp 1", "request". Without the
// delay.
std::string to_text(const Trigger& trigger);

// Reads what to_text writes; "reset" and "dhcp" alone mean the first one. Throws base::ConfigError.
Trigger read_trigger(const base::YamlNode& node);

}  // namespace tetherlab::fault
