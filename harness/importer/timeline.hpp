// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/import.hpp"

#include <optional>
#include <string>

namespace tetherlab::importer {

// A port's coming and going, in the words of the fault "replay".
struct Timeline {
    std::string text;  // "0.000 disconnect, 1.826 connect, 1.839 context-failed"
    base::Milliseconds length{0};
    base::Milliseconds longest_pause{0};
    bool begins_present = false;  // its first event is a disconnect
    bool ends_present = false;    // its last event is a connect
    int disconnects = 0;
};

struct TimelineOrReason {
    std::optional<Timeline> timeline;
    std::string reason;  // why there is none
};

// What the logs tell of the device. There is none of a device that no log speaks of, without times, with
// other identities on the port, or with failures that cannot be provoked.
TimelineOrReason timeline_of(const Device& device, const Import& import);

}  // namespace tetherlab::importer
