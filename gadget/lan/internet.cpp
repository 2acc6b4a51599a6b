// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/internet.hpp"

#include <fmt/format.h>

namespace tetherlab::lan {
namespace {

constexpr const char* kName = "internet";
constexpr std::uint16_t kHttpPort = 80;

}  // namespace

Internet::Internet(const base::Deadline& deadline) : space_(kName, deadline) {}

void Internet::connect(const std::string& uplink, const profile::Lan& lan, const base::Deadline& deadline) {
    std::string lines = fmt::format(
        "link set lo up\n"
        "addr add {web}/32 dev lo\n"
        "addr add {web6}/128 dev lo\n"
        "addr add {carrier}/30 dev {uplink}\n"
        "addr add {carrier6}/64 dev {uplink} nodad\n"
        "link set {uplink} gso_max_segs 1 up\n",
        fmt::arg("web", kWebAddress), fmt::arg("web6", kWebAddress6), fmt::arg("carrier", kCarrierAddress),
        fmt::arg("carrier6", kCarrierAddress6), fmt::arg("uplink", uplink));
    if (lan.ipv6_prefix) lines += fmt::format("route add {} via {}\n", *lan.ipv6_prefix, kHotspotAddress6);
    space_.ip(lines, deadline);
    space_.enter([this] { web_.emplace(kHttpPort); });
}

}  // namespace tetherlab::lan
