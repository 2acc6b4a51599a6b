// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::console {

struct Line {
    base::Clock::time_point at;  // of its first byte
    std::string text;            // valid UTF-8, as it stood there when it ended
};

// Turns the bytes of a console into text to search and lines to show, whatever pieces they come in. Escape
// sequences and NULs are dropped from both.
class Terminal {
public:
    struct Output {
        // In the order printed, without carriage returns and backspaces: "[ ][e][w]" of an mtd that redraws
        // its progress can be found although only the last of them stays to be seen.
        std::string text;
        // The lines that `bytes` ended, with carriage returns and backspaces obeyed. A line of more than 4096
        // bytes is ended there.
        std::vector<Line> lines;
    };

    Output feed(std::string_view bytes, base::Clock::time_point now);

    // The unfinished line, if anything was printed to it: no more is to come.
    std::optional<Line> finish();

private:
    enum class Escape { kNone, kStart, kSequence };

    bool in_escape(char byte);
    void print(char byte);

    Escape escape_ = Escape::kNone;
    std::string line_;
    std::size_t cursor_ = 0;  // in line_
    std::optional<base::Clock::time_point> line_start_;
};

// `text` with every byte that is not part of a UTF-8 character replaced by U+FFFD, as JSON needs it.
std::string valid_utf8(std::string_view text);

}  // namespace tetherlab::console
