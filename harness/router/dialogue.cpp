// SPDX-License-Identifier: Apache-2.0
#include "harness/router/dialogue.hpp"

#include <array>
#include <utility>

namespace tetherlab::router {
namespace {

using Value = std::string RecoverySystem::*;

constexpr std::array<std::pair<const char*, Value>, 4> kValues{{{"router", &RecoverySystem::router_address},
                                                                {"server", &RecoverySystem::server_address},
                                                                {"kernel", &RecoverySystem::kernel},
                                                                {"initrd", &RecoverySystem::initrd}}};

}  // namespace

const std::vector<std::string>& placeholders() {
    static const std::vector<std::string> kNames = [] {
        std::vector<std::string> names;
        for (const auto& [name, value] : kValues) names.emplace_back(name);
        return names;
    }();
    return kNames;
}

// A value is not looked at again: a file may be called "{server}".
std::string typed(const DialogueStep& step, const RecoverySystem& system) {
    std::string text;
    std::size_t done = 0;
    for (std::size_t at = step.type.find('{'); at != std::string::npos; at = step.type.find('{', done)) {
        text.append(step.type, done, at - done);
        done = at;
        for (const auto& [name, value] : kValues) {
            const std::string word = "{" + std::string(name) + "}";
            const bool is_variable = at > 0 && step.type[at - 1] == '$';
            if (is_variable || step.type.compare(at, word.size(), word) != 0) continue;
            text += system.*value;
            done = at + word.size();
        }
        if (done == at) text += step.type[done++];
    }
    return text.append(step.type, done);
}

}  // namespace tetherlab::router
