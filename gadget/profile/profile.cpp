// SPDX-License-Identifier: Apache-2.0
#include "gadget/profile/profile.hpp"

#include "gadget/base/error.hpp"
#include "gadget/profile/address.hpp"

#include <fmt/format.h>

namespace tetherlab::profile {

std::string Lan::subnet() const {
    const std::optional<std::uint32_t> address = ipv4_from_text(gateway);
    if (!address) throw base::Error("compute", "subnet", fmt::format("'{}' is not an IPv4 address", gateway));
    return fmt::format("{}/{}", ipv4_to_text(network_of(*address, prefix_length)), prefix_length);
}

Speed Profile::udc_speed() const {
    return bcd_usb > 0x0200 ? Speed::kSuper : Speed::kHigh;
}

}  // namespace tetherlab::profile
