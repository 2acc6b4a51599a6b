// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/catalogue.hpp"

#include "gadget/fault/kinds/kinds.hpp"

#include <algorithm>
#include <vector>

namespace tetherlab::fault {
namespace {

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all{
        // power and the bus
        brownout(),
        power(),
        slow_boot(),
        wedge(),
        over_current(),
        sag(),
        // enumeration and identity
        address_failure(),
        descriptor_failure(),
        never_enumerates(),
        tether_off(),
        mac(),
        config_order(),
        replay(),
        // control and data endpoints
        control_stall(),
        rndis_silent(),
        data_stall(),
        // the network behind the hotspot
        dhcp(),
        dns(),
        captive(),
        radio_loss(),
        mtu_blackhole(),
        ttl(),
        shape(),
        ra(),
    };
    return all;
}

}  // namespace

std::span<const Kind> catalogue() {
    return kinds();
}

const Kind* find(std::string_view name) {
    const auto found =
        std::find_if(kinds().begin(), kinds().end(), [name](const Kind& kind) { return kind.name == name; });
    return found == kinds().end() ? nullptr : &*found;
}

}  // namespace tetherlab::fault
