// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/console/console.hpp"

#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tetherlab::console {

// A console with a router behind it that a test plays: it prints what it is told to, at once or as the answer
// to what is sent. Never waits: what is not there when expect() is called counts as not there in time.
class ScriptedConsole : public Console {
public:
    void print(std::string_view text) { text_ += text; }

    // The next send() of exactly `bytes` prints `text`; answers wait in the order given.
    void answer(std::string bytes, std::string text) {
        answers_.emplace_back(std::move(bytes), std::move(text));
    }

    const std::vector<std::string>& sent() const { return sent_; }

    void send(std::string_view bytes) override;
    std::optional<Match> expect(const std::vector<std::string>& texts,
                                const base::Deadline& deadline) override;

    std::string transcript() const override { return text_; }

private:
    std::string text_;
    std::size_t consumed_ = 0;
    std::deque<std::pair<std::string, std::string>> answers_;
    std::vector<std::string> sent_;
};

}  // namespace tetherlab::console
