// SPDX-License-Identifier: Apache-2.0
#include "gadget/configfs/usbg.hpp"

#include "gadget/base/error.hpp"

#include <fmt/format.h>

namespace tetherlab::configfs {

UsbgState open_usbg(const std::string& configfs) {
    usbg_state* state = nullptr;
    check_usbg(usbg_init(configfs.c_str(), &state), "read gadgets in", configfs);
    return UsbgState(state);
}

void check_usbg(int result, const std::string& action, const std::string& object) {
    if (result == USBG_SUCCESS) return;
    const auto error = static_cast<usbg_error>(result);
    throw base::Error(action, object, fmt::format("{} ({})", usbg_strerror(error), usbg_error_name(error)));
}

}  // namespace tetherlab::configfs
