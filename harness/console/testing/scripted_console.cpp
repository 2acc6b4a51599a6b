// SPDX-License-Identifier: Apache-2.0
#include "harness/console/testing/scripted_console.hpp"

namespace tetherlab::console {

void ScriptedConsole::send(std::string_view bytes) {
    sent_.emplace_back(bytes);
    if (answers_.empty() || answers_.front().first != bytes) return;
    text_ += answers_.front().second;
    answers_.pop_front();
}

std::optional<Console::Match> ScriptedConsole::expect(const std::vector<std::string>& texts,
                                                      const base::Deadline&) {
    std::size_t first = std::string::npos;
    std::size_t pattern = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::size_t at = text_.find(texts[i], consumed_);
        if (at >= first) continue;
        first = at;
        pattern = i;
    }
    if (first == std::string::npos) return std::nullopt;
    const std::size_t end = first + texts[pattern].size();
    Match match{pattern, text_.substr(consumed_, end - consumed_)};
    consumed_ = end;
    return match;
}

}  // namespace tetherlab::console
