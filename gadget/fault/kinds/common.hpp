// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/kind.hpp"

#include <functional>
#include <string>

// What several faults have in common.
namespace tetherlab::fault {

// "for": how long it lasts; 0 until it is ended.
Parameter duration_parameter(std::string preset);

// Waits as that parameter says.
void wait_for_duration(Stage& stage, const Values& values);

// Calls `once` with the moment of each time: now and then after each `distance`, counted from the moment
// before so that nothing drifts. `count` times; 0: until it is ended.
void repeat(Stage& stage, int count, const std::function<void(base::Clock::time_point moment)>& once,
            const std::function<base::Milliseconds()>& distance);

// GET_DESCRIPTOR (USB 2.0, table 9-4) of any index of that type (table 9-5), to the device.
ControlMatch descriptor_read(std::uint8_t type);

inline constexpr std::uint8_t kDeviceDescriptor = 1;
inline constexpr std::uint8_t kConfigurationDescriptor = 2;
inline constexpr std::uint8_t kStringDescriptor = 3;

// "how": stall or silent.
Parameter answer_parameter(std::string preset);
ControlAnswer answer_of(const Values& values);

// "times": how many requests it takes; 0: all.
Parameter times_parameter(std::string preset);

}  // namespace tetherlab::fault
