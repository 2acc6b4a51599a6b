// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/observe/kernel_log.hpp"

#include <chrono>
#include <vector>

// What the rig itself has seen and done in a run, by the clock of its event log (event::Event::at).
namespace tetherlab::observe {

struct HeardLine {
    std::chrono::microseconds at{0};
    LogLine line;
};

// Something the rig did to the hotspot, or by it, as the owner of a router would.
struct Deed {
    enum class What { kPlug, kUnplug, kUploadBegin, kUploadEnd };

    What what = What::kPlug;
    std::chrono::microseconds at{0};
};

struct History {
    std::vector<HeardLine> kernel;  // the router's, of every boot
    std::vector<Deed> deeds;
};

}  // namespace tetherlab::observe
