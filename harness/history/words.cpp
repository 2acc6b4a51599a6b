// SPDX-License-Identifier: Apache-2.0
#include "harness/history/words.hpp"

#include "gadget/base/text.hpp"

namespace tetherlab::history {

std::optional<verdict::Verdict> verdict_of(std::string_view word) {
    using verdict::Verdict;
    for (const Verdict verdict : {Verdict::kPass, Verdict::kFail, Verdict::kError, Verdict::kSkipped}) {
        if (word == verdict::to_text(verdict)) return verdict;
    }
    return std::nullopt;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words = base::split(text, ' ');
    std::erase(words, "");
    return words;
}

}  // namespace tetherlab::history
