// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/hold.hpp"
#include "gadget/fault/stage.hpp"

#include <filesystem>

namespace tetherlab::configfs {

inline constexpr const char* kShapeDevice = "/dev/tether_shape";

// Makes the bound gadget misbehave, through kernel module tether_shape. Each hold is an open file of the
// device, so a fault ends at the latest with this process. Holds outlive the ShapeDevice. Thread-safe.
class ShapeDevice {
public:
    explicit ShapeDevice(std::filesystem::path path = kShapeDevice);

    // The module is loaded, in a version that has faults.
    static bool available(const std::filesystem::path& path = kShapeDevice);

    // Requests that the controller answers itself never come here: SET_ADDRESS everywhere, GET_STATUS and
    // the requests about features nearly everywhere. A request that was taken before the release is still
    // without an answer, or gets its late one. Throws base::Error for a delay that is not 1 ms to 60 s (of
    // kDelay) or 0 (else) and negative `times`, SystemError when the device refuses.
    fault::Hold control(const fault::ControlFault& fault);

    // What the controller has already it may still transfer: with u_ether up to 10 packets each way. Nothing
    // is lost. Throws SystemError.
    fault::Hold data_stalled();

private:
    std::filesystem::path path_;
};

}  // namespace tetherlab::configfs
