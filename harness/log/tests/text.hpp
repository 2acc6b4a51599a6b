// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/log/finding.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::log {

inline Log read_text(std::string_view text) {
    return read(paste::clean(text));
}

inline Account account_of(std::string_view text) {
    return account(paste::clean(text));
}

inline long count(const Log& log, Kind kind) {
    return std::count_if(log.events.begin(), log.events.end(),
                         [kind](const Event& event) { return event.kind == kind; });
}

inline std::vector<std::string> codes(const Account& account) {
    std::vector<std::string> codes;
    for (const Finding& finding : findings(account)) codes.push_back(finding.code);
    return codes;
}

}  // namespace tetherlab::log
