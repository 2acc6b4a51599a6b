// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/event/event.hpp"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tetherlab::flash {

// One way to bring back a router that does not come up.
struct Rung {
    std::string name;  // "power cycle"
    // Returns nothing when the router is up again, else what shows that it is not. A base::TimeoutError is
    // its silence and says the same; another base::Error is a fault of the lab.
    std::function<std::optional<std::string>()> climb;
};

struct Attempt {
    enum class End { kDown, kFault };  // the router stayed down; the lab could not try it

    std::string rung;
    End end;
    std::string evidence;

    bool operator==(const Attempt&) const = default;
};

struct Descent {
    std::optional<std::string> back_by;  // the rung's name; nothing: the router is dead
    std::vector<Attempt> failed;         // those before it, in order
};

// Climbs one rung after the other until the router is up. Each is a step "recover: NAME", and its evidence a
// note. Throws base::Error when asked to stop.
Descent walk_down(const std::vector<Rung>& rungs, event::Log& log, const std::stop_token& stop);

// "reboot: it has no shell; power cycle: bad kernel: Bad Data CRC"
std::string to_text(const std::vector<Attempt>& attempts);

// Whether a dead router may be the lab's fault.
bool lab_failed(const Descent& descent);

}  // namespace tetherlab::flash
