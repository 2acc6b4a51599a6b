// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/catalogue.hpp"

#include "gadget/fault/kinds/kinds.hpp"

#include <algorithm>
#include <vector>

namespace tetherlab::fault {
namespace {

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all{
        // Power and the bus
        brownout(),
        // The network behind it
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
