// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace tetherlab::paste {

// Whether a line is ASCII without control characters: plain_characters() would change nothing.
bool is_plain(std::string_view line);

// Blanks of every kind become ' ', typographic quotes and dashes their ASCII cousins; what has no width,
// control characters and terminal colours go; what is no UTF-8 (RFC 3629) becomes '?'.
std::string plain_characters(std::string_view line);

// UTF-8 of one code point; '?' for what is none.
void put_utf8(std::string& out, char32_t code);

// A text with a byte order mark for UTF-16, as UTF-8. Other texts come back without that of UTF-8.
bool is_utf16(std::string_view text);
std::string from_utf16(std::string_view text);

// Whether a mail's text was left in quoted-printable (RFC 2045 section 6.7): what dumps and logs are full of,
// "Bus=01", is "Bus=3D01" then.
bool is_quoted_printable(std::string_view text);

// One line of it. A '=' at its end, which joins it to the next line, is for the caller.
std::string from_quoted_printable(std::string_view line);

}  // namespace tetherlab::paste
