// SPDX-License-Identifier: Apache-2.0
#include "harness/console/terminal.hpp"

#include <algorithm>
#include <utility>

namespace tetherlab::console {
namespace {

constexpr std::size_t kLongestLine = 4096;
constexpr char kEscape = '\x1b';

// The length a UTF-8 character that starts with `lead` has, 0 when none does (RFC 3629, without checking for
// overlong forms beyond the lead byte).
std::size_t character_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xc2 && lead < 0xe0) return 2;
    if (lead >= 0xe0 && lead < 0xf0) return 3;
    if (lead >= 0xf0 && lead < 0xf5) return 4;
    return 0;
}

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

// E0 and F0 begin overlong forms, ED surrogates, F4 values above U+10FFFF, depending on the byte after.
bool second_byte_fits(unsigned char lead, unsigned char second) {
    switch (lead) {
        case 0xe0:
            return second >= 0xa0;
        case 0xed:
            return second < 0xa0;
        case 0xf0:
            return second >= 0x90;
        case 0xf4:
            return second < 0x90;
        default:
            return true;
    }
}

bool is_character(std::string_view text) {
    const std::string_view rest = text.substr(1);
    return std::all_of(rest.begin(), rest.end(), is_continuation) &&
           (rest.empty() ||
            second_byte_fits(static_cast<unsigned char>(text[0]), static_cast<unsigned char>(text[1])));
}

}  // namespace

Terminal::Output Terminal::feed(std::string_view bytes, base::Clock::time_point now) {
    Output output;
    for (const char byte : bytes) {
        if (in_escape(byte) || byte == '\0') continue;
        if (!line_start_) line_start_ = now;
        if (byte == '\r') {
            cursor_ = 0;
        } else if (byte == '\b') {
            cursor_ -= cursor_ > 0 ? 1 : 0;
        } else if (byte == '\n') {
            output.text += byte;
            output.lines.push_back({*line_start_, valid_utf8(line_)});
            line_.clear();
            cursor_ = 0;
            line_start_.reset();
        } else {
            output.text += byte;
            print(byte);
            if (line_.size() >= kLongestLine) output.lines.push_back(*finish());
        }
    }
    return output;
}

std::optional<Line> Terminal::finish() {
    escape_ = Escape::kNone;
    if (line_.empty()) return std::nullopt;
    Line line{*line_start_, valid_utf8(line_)};
    line_.clear();
    cursor_ = 0;
    line_start_.reset();
    return line;
}

// ESC [ parameters final (ECMA-48 5.4), and ESC followed by one character.
bool Terminal::in_escape(char byte) {
    switch (escape_) {
        case Escape::kNone:
            if (byte != kEscape) return false;
            escape_ = Escape::kStart;
            return true;
        case Escape::kStart:
            escape_ = byte == '[' ? Escape::kSequence : Escape::kNone;
            return true;
        case Escape::kSequence:
            if (byte >= '@' && byte <= '~') escape_ = Escape::kNone;
            return true;
    }
    return false;
}

void Terminal::print(char byte) {
    if (cursor_ < line_.size())
        line_[cursor_] = byte;
    else
        line_ += byte;
    ++cursor_;
}

std::string valid_utf8(std::string_view text) {
    std::string valid;
    while (!text.empty()) {
        const std::size_t length = character_length(static_cast<unsigned char>(text[0]));
        if (length == 0 || length > text.size() || !is_character(text.substr(0, length))) {
            valid += "\uFFFD";
            text.remove_prefix(1);
        } else {
            valid += text.substr(0, length);
            text.remove_prefix(length);
        }
    }
    return valid;
}

}  // namespace tetherlab::console
