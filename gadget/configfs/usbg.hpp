// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <usbg/usbg.h>

#include <memory>
#include <string>

namespace tetherlab::configfs {

// Deleter for a handle of a C library: the function that gives it back.
template <auto Release>
struct Releaser {
    template <typename Handle>
    void operator()(Handle* handle) const {
        Release(handle);
    }
};

// libusbgx's view of configfs. All its other handles (gadget, function, config, UDC) belong to it.
using UsbgState = std::unique_ptr<usbg_state, Releaser<usbg_cleanup>>;

// Reads all gadgets and UDCs there are. Throws base::Error.
UsbgState open_usbg(const std::string& configfs);

// Throws base::Error with libusbgx's name of the error unless `result` is USBG_SUCCESS.
void check_usbg(int result, const std::string& action, const std::string& object);

}  // namespace tetherlab::configfs
