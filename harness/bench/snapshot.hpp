// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <filesystem>
#include <string>

namespace tetherlab::bench {

// A virtual bench that stood at its shell after a boot, as a folder that is only read:
//
//   router.ram, router.state, gadget.ram, gadget.state   the machines (power::SnapshotParts)
//   flash.img                                            the router's flash when it stopped
//   snapshot.json                                        "made", "router_age_ms"
//   key.txt                                              what it depends on: snapshot_key()
struct Snapshot {
    std::filesystem::path folder;
    std::string made;                  // UTC, "2026-01-31T12:00:00Z"
    base::Milliseconds router_age{0};  // from the router's power-on to the stop
};

inline constexpr auto kSnapshotFlash = "flash.img";

// Reads and writes snapshot.json of `folder`. Both throw base::Error.
Snapshot read_snapshot(const std::filesystem::path& folder);
void write_snapshot(const Snapshot& snapshot);

}  // namespace tetherlab::bench
