// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/timeline.hpp"
#include "harness/observe/kernel_log.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tetherlab::observe {

// A router's kernel log of a hotspot that came and went, as somebody has pasted it: what can be replayed.
struct Capture {
    std::vector<KernelEvent> events;  // each with its time
    fault::Timeline timeline;         // of the same events, one to one
};

// What an event is in a timeline; a retry looks like a connect. Nothing for one that no timeline has.
std::optional<fault::Timeline::What> what_of(const KernelEvent& event);

// Whether the event is one of the bus: a timeline's, or another failure to enumerate.
bool is_of_bus(const KernelEvent& event);

// Reads a kernel log. Lines that say nothing of the bus are skipped. Throws base::ConfigError with the place
// for a log of several devices, an event without a time, and one that cannot be replayed where it stands.
Capture read_capture(const std::string& text, const std::string& file_name);

}  // namespace tetherlab::observe
