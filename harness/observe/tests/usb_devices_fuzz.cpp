// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/usb_devices.hpp"

#include <cstdlib>

// Any text is either refused with an Error or gives devices that survive being written and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tetherlab;
    std::vector<observe::UsbDevice> devices;
    try {
        devices = observe::parse_usb_devices(std::string(reinterpret_cast<const char*>(data), size));
    } catch (const base::Error&) {
        return 0;
    }
    if (observe::parse_usb_devices(observe::to_text(devices)) != devices) std::abort();
    return 0;
}
