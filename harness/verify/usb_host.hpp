// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/verify/reading.hpp"

#include <memory>
#include <string>
#include <vector>

struct libusb_context;

namespace tetherlab::verify {

// The USB of this machine, through libusb-1.0. Nothing is claimed, and no driver is disturbed: all is asked
// by control requests to the device itself.
class UsbHost {
public:
    // Throws base::Error where there is no USB to be had.
    UsbHost();

    // What is plugged in, root hubs and hubs left out: port, numbers and device descriptor, nothing asked.
    std::vector<Reading> list() const;

    // Everything, asked from the device on `port`. A part that the device does not answer is a problem of the
    // reading. Throws base::Error when the device is not there or may not be opened.
    Reading read(const std::string& port) const;

private:
    struct Exit {
        void operator()(libusb_context* context) const;
    };

    std::unique_ptr<libusb_context, Exit> context_;
};

}  // namespace tetherlab::verify
