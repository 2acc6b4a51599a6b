// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/verify/reading.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tetherlab::cli {

// How a command line names a device that is plugged in.
struct DeviceName {
    std::string text;  // as it was given
    std::uint16_t vendor_id = 0;
    std::uint16_t product_id = 0;
    std::string port;  // "1-1.2" instead of the numbers

    bool matches(const verify::Reading& device) const;
};

// "0e8d:2028" or "1-1.2"; nothing for another text.
std::optional<DeviceName> read_device_name(const std::string& text);

// The one of `plugged` with that name. Throws base::Error that lists what is there for none and for several.
verify::Reading choose(const std::vector<verify::Reading>& plugged, const DeviceName& name);

}  // namespace tetherlab::cli
