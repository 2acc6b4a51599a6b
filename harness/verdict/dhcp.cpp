// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/dhcp.hpp"

#include "harness/log/prefix.hpp"

#include <string_view>

namespace tetherlab::verdict {
namespace {

constexpr std::size_t kShown = 4;

bool says(std::string_view message, std::string_view text) {
    return message.find(text) != std::string_view::npos;
}

}  // namespace

Dhcp read_dhcp(const std::vector<std::string>& system_log) {
    Dhcp dhcp;
    std::vector<log::Micros> asked;  // when
    std::vector<log::Micros> got;    // a lease
    for (const std::string& line : system_log) {
        const log::Said said = log::take_apart(line);
        if (!says(said.message, "udhcpc: ")) continue;
        const log::Micros at = said.wall ? said.wall->at : log::Micros(0);
        if (says(said.message, "udhcpc: started")) {
            dhcp = {};
            asked.clear();
            got.clear();
        }
        if (says(said.message, "discover")) {
            ++dhcp.asked;
            asked.push_back(at);
        }
        if (says(said.message, "select")) ++dhcp.offered;
        if (says(said.message, "NAK")) ++dhcp.refused;
        if (says(said.message, "lease of ")) {
            dhcp.lease = true;
            got.push_back(at);
        }
        dhcp.lines.emplace_back(said.message);
        if (dhcp.lines.size() > kShown) dhcp.lines.erase(dhcp.lines.begin());
    }
    if (!asked.empty() && !got.empty()) {
        dhcp.took = std::chrono::duration_cast<std::chrono::seconds>(got.front() - asked.front());
    }
    return dhcp;
}

}  // namespace tetherlab::verdict
