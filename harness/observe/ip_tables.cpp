// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/ip_tables.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace tetherlab::observe {
namespace {

using Words = std::vector<std::string>;

Words words_of(const std::string& line) {
    Words words = base::split(line, ' ');
    std::erase(words, "");
    return words;
}

// The word after `key`, or empty.
std::string after(const Words& words, std::string_view key) {
    const auto found = std::find(words.begin(), words.end(), key);
    return found == words.end() || found + 1 == words.end() ? std::string() : *(found + 1);
}

// "3: br-lan    inet 192.168.8.1/24 brd 192.168.8.255 scope global br-lan\       valid_lft forever …"
DeviceAddress read_address(const std::string& line) {
    const Words words = words_of(line);
    const bool known = words.size() > 3 && (words[2] == "inet" || words[2] == "inet6");
    // A point-to-point address has its peer and no prefix length.
    const std::size_t slash = known ? words[3].find('/') : std::string::npos;
    if (!known) throw base::Error("read", "ip addr", fmt::format("expected an address, got '{}'", line));
    DeviceAddress address{words[1], words[3].substr(0, slash), words[2] == "inet" ? 32 : 128,
                          after(words, "scope"), words[2] == "inet6"};
    if (slash != std::string::npos) {
        std::from_chars(words[3].data() + slash + 1, words[3].data() + words[3].size(),
                        address.prefix_length);
    }
    return address;
}

// "default via 192.168.1.1 dev usb0 proto static src 192.168.1.103", "unreachable default dev lo metric
// 4294967295"
Route read_route(const std::string& line) {
    static const Words kTypes{"unicast",   "local",       "broadcast", "multicast", "anycast",
                              "blackhole", "unreachable", "prohibit",  "throw"};
    Words words = words_of(line);
    const bool typed = !words.empty() && std::find(kTypes.begin(), kTypes.end(), words[0]) != kTypes.end();
    const bool leads_nowhere = typed && words[0] != "unicast" && words[0] != "local";
    if (typed) words.erase(words.begin());
    if (words.empty()) throw base::Error("read", "ip route", fmt::format("expected a route, got '{}'", line));
    return {words[0], after(words, "via"), leads_nowhere ? std::string() : after(words, "dev")};
}

template <typename Read>
auto each_line(const std::string& text, Read read) {
    std::vector<decltype(read(text))> rows;
    for (const std::string& line : base::split(text, '\n')) {
        if (!base::trim(line).empty()) rows.push_back(read(line));
    }
    return rows;
}

}  // namespace

std::vector<DeviceAddress> parse_addresses(const std::string& text) {
    return each_line(text, read_address);
}

std::vector<Route> parse_routes(const std::string& text) {
    return each_line(text, read_route);
}

}  // namespace tetherlab::observe
