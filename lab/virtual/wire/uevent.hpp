// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/unique_fd.hpp"

#include <string_view>

namespace tetherlab::wire {

// The value of NAME in a message of the kernel about a device: "ACTION@DEVPATH", then NAME=VALUE strings,
// each ended by a NUL (lib/kobject_uevent.c). Empty if there is none.
std::string_view uevent_property(std::string_view message, std::string_view name);

// The kernel's device messages, heard without a udevd. Those sent since construction wait until drained.
class UeventSocket {
public:
    // Throws base::SystemError.
    UeventSocket();

    // Readable when a message waits.
    int fd() const { return fd_.get(); }

    // Takes all that wait. Returns whether one was about `subsystem`, or some were lost: it is then time to
    // look into sysfs, which is why a lost message costs nothing. Throws base::SystemError.
    bool drain(std::string_view subsystem);

private:
    base::UniqueFd fd_;
};

}  // namespace tetherlab::wire
