// SPDX-License-Identifier: Apache-2.0
#pragma once

// Names in the namespace "hotspot".
namespace tetherlab::lan {

inline constexpr const char* kBridge = "br-lan";
inline constexpr const char* kUplink = "wan";

}  // namespace tetherlab::lan
