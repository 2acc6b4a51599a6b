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

// $address, $netmask and $cidr are set before. Prints the old address if it changes anything.
constexpr auto kSetLan = R"sh(
lan() { echo "$(uci -q get network.lan.ipaddr)/$(uci -q get network.lan.netmask)"; }
before=$(lan)
if uci -q get network.lan.netmask >/dev/null; then
    uci set network.lan.ipaddr="$address"
    uci set network.lan.netmask="$netmask"
else
    uci -q delete network.lan.ipaddr || true
    uci add_list network.lan.ipaddr="$cidr"
fi
if [ "$(lan)" = "$before" ]; then
    uci revert network
    exit
fi
uci commit network
echo "${before%%/*}"
)sh";

// $device is set before.
constexpr auto kSetWan = R"sh(
for section in wan wan6; do
    uci -q get network.$section >/dev/null || continue
    option=device
    ! uci -q get network.$section.ifname >/dev/null || option=ifname
    uci set network.$section.$option="$device"
done
uci commit network
)sh";

// Waits for a restart asked for earlier: two at a time would hinder one another. A restart holds the pipe
// open and removes its name before it closes it, so a reader sees its end or no pipe.
constexpr auto kFinish = R"sh(
[ ! -p /tmp/network-restart ] || cat /tmp/network-restart || true
)sh";

// $gone is set before: the address that goes away. Over it there will be no answer, so none is waited for.
constexpr auto kRestart = R"sh(
[ -p /tmp/network-restart ] || mkfifo /tmp/network-restart
{
    trap '' HUP
    /etc/init.d/network restart 9>&-
    rm -f /tmp/network-restart
} 9<>/tmp/network-restart </dev/null >/dev/null 2>&1 &
case "${SSH_CONNECTION-}" in
*" ${gone:-none} "*) ;;
*) wait $! ;;
esac
)sh";

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
    const std::string before =
        run_checked(shell_,
                    fmt::format("set -e; address={} netmask={} cidr={}{}{}", lan.address, lan.netmask(),
                                lan.to_text(), kFinish, kSetLan),
                    deadline);
    if (before.empty()) return Changed::kNo;
    restart_network(std::string(base::trim(before)), deadline);
    return Changed::kYes;
}

void Uci::set_wan_device(const std::string& device, const base::Deadline& deadline) {
    run_checked(shell_, fmt::format("set -e; device={}{}{}", shell_word(device), kFinish, kSetWan), deadline);
    restart_network("", deadline);
}

// A restart makes the LAN's bridge anew, and with its index goes, sooner or later, every connection to its
// link-local IPv6 address.
void Uci::restart_network(const std::string& gone, const base::Deadline& deadline) {
    try {
        run_checked(shell_, fmt::format("gone={}{}", shell_word(gone), kRestart), deadline);
    } catch (const ConnectionLost&) {
        run_checked(shell_, kFinish, deadline);
    }
    shell_.disconnect();
}

}  // namespace tetherlab::router
