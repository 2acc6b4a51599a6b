// SPDX-License-Identifier: Apache-2.0
#include "harness/router/uci.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <charconv>

namespace tetherlab::router {
namespace {

constexpr int kShortestPrefix = 1;
constexpr int kLongestPrefix = 30;  // a network with room for another host

// Goes on when the connection it was asked over ends with the old address.
constexpr auto kRestart = "/etc/init.d/network restart </dev/null >/dev/null 2>&1";

}  // namespace

Ipv4Interface Ipv4Interface::parse(const std::string& text) {
    const std::size_t slash = text.find('/');
    Ipv4Interface parsed{text.substr(0, slash), 0};
    in_addr binary{};
    const std::string_view digits =
        slash == std::string::npos ? std::string_view() : std::string_view(text).substr(slash + 1);
    const auto end = std::from_chars(digits.begin(), digits.end(), parsed.prefix);
    if (::inet_pton(AF_INET, parsed.address.c_str(), &binary) != 1 || digits.empty() ||
        end.ptr != digits.end() || parsed.prefix < kShortestPrefix || parsed.prefix > kLongestPrefix)
        throw base::Error("read", "'" + text + "'",
                          "expected an IPv4 address and prefix like 192.168.8.1/24");
    return parsed;
}

std::string Ipv4Interface::to_text() const {
    return fmt::format("{}/{}", address, prefix);
}

std::string Ipv4Interface::netmask() const {
    const in_addr mask{htonl(~0U << (32 - prefix))};
    std::string text(INET_ADDRSTRLEN, '\0');
    return ::inet_ntop(AF_INET, &mask, text.data(), INET_ADDRSTRLEN);
}

Changed Uci::set_lan(const Ipv4Interface& lan, const base::Deadline& deadline) {
    const std::string script = fmt::format(R"(
set -e
before=$(uci -q get network.lan.ipaddr)/$(uci -q get network.lan.netmask || true)
if uci -q get network.lan.netmask >/dev/null; then
    uci set network.lan.ipaddr={0}
    uci set network.lan.netmask={1}
else
    uci -q delete network.lan.ipaddr || true
    uci add_list network.lan.ipaddr={2}
fi
after=$(uci -q get network.lan.ipaddr)/$(uci -q get network.lan.netmask || true)
[ "$before" != "$after" ] || exit 0
uci commit network
echo changed
)",
                                           lan.address, lan.netmask(), lan.to_text());
    if (run_checked(shell_, script, deadline).empty()) return Changed::kNo;
    try {
        run_checked(shell_, kRestart, deadline);
    } catch (const ConnectionLost&) {  // over the address that has just gone
    }
    return Changed::kYes;
}

void Uci::set_wan_device(const std::string& device, const base::Deadline& deadline) {
    run_checked(shell_,
                fmt::format(R"(
set -e
for section in wan wan6; do
    uci -q get network.$section >/dev/null || continue
    option=device
    ! uci -q get network.$section.ifname >/dev/null || option=ifname
    uci set network.$section.$option={0}
done
uci commit network
{1}
)",
                            shell_word(device), kRestart),
                deadline);
}

}  // namespace tetherlab::router
