// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::paste {

// A piece of a line between two tags that break lines, and how many quotes are open from it on.
struct Piece {
    std::string text;
    int quote_change = 0;  // opened less closed, before the text
};

// Whether a line has characters that markup is made of.
bool may_have_markup(std::string_view line);

// Without HTML tags and BBCode, entities decoded. Words in brackets that are no tags stay: "<redacted>",
// "[REDACTED]", "[    5.662821]".
std::vector<Piece> without_markup(std::string_view line);

// Without the backslashes and backticks of Markdown; empty for a fence.
std::string without_markdown(std::string_view line);

}  // namespace tetherlab::paste
