// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// A text as people paste it into forums and mails, made into plain lines that remember where they came from.
// What a line means, and which lines were one before a mailer wrapped them, is for the reader of each format.
namespace tetherlab::paste {

struct Line {
    int number = 0;       // 1-based, as an editor counts the pasted text; parts of one line share it
    int quote_depth = 0;  // the '>' before it, and the BBCode and HTML quotes around it
    std::string text;     // after the quoting marks; indentation and blanks at the end are kept

    bool operator==(const Line&) const = default;
};

// More than anybody pastes, and little enough to be taken to pieces in 512 MiB.
inline constexpr std::size_t kMostBytes = 32U << 20;
inline constexpr std::size_t kMostLines = 500'000;
inline constexpr std::size_t kLongestLine = 65'536;  // bytes; the rest of a longer line is dropped

// The beginning of `text` that clean() reads: all of it unless it passes a limit.
std::string_view within_limits(std::string_view text);

// Takes away: CR; tabs, no-break and other special blanks (a blank instead), characters without width,
// control characters and terminal colours; HTML entities and tags; BBCode; Markdown fences, backticks and
// backslashes; quoting marks. Typographic quotes and dashes become ASCII. UTF-16 with a byte order mark is
// read, too. Bytes that are no UTF-8 become '?'. An empty line stays one, and a fence becomes one. Never
// throws.
std::vector<Line> clean(std::string_view text);

}  // namespace tetherlab::paste
