// SPDX-License-Identifier: Apache-2.0
#include "harness/paste/paste.hpp"

#include "harness/paste/characters.hpp"
#include "harness/paste/markup.hpp"

#include <algorithm>
#include <utility>

namespace tetherlab::paste {
namespace {

constexpr int kDeepestQuote = 64;
constexpr std::size_t kMostReturns = 3;      // CR before an LF: serial consoles add to those of the text
constexpr std::size_t kLongestInitials = 3;  // "KN> ", of the person quoted

// The line up to CR LF, LF or CR, which is taken too.
std::string_view take_line(std::string_view& text) {
    // find_first_of() makes a call for each character.
    const auto is_end = [](char c) { return c == '\n' || c == '\r'; };
    const auto end = static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_end) - text.begin());
    const std::string_view line = text.substr(0, end);
    if (end == text.size()) {
        text = {};
        return line;
    }
    std::size_t after = end;
    while (after < std::min(text.size(), end + kMostReturns) && text[after] == '\r') ++after;
    const bool line_feed = after < text.size() && text[after] == '\n';
    text.remove_prefix(line_feed ? after + 1 : end + 1);
    return line;
}

// How many bytes of `text` a quoting mark at its start takes: ">", "  >", "KN>"; 0 when there is none.
std::size_t mark_length(std::string_view text) {
    const std::size_t start = text.find_first_not_of(' ');
    if (start == std::string_view::npos) return 0;
    std::size_t at = start;
    while (at < text.size() && at - start < kLongestInitials && text[at] >= 'A' && text[at] <= 'Z') ++at;
    return at < text.size() && text[at] == '>' ? at + 1 : 0;
}

int take_quote_marks(std::string_view& text) {
    int depth = 0;
    while (depth < kDeepestQuote) {
        const std::size_t length = mark_length(text);
        if (length == 0) break;
        text.remove_prefix(length);
        ++depth;
    }
    if (depth > 0 && text.starts_with(' ')) text.remove_prefix(1);
    return depth;
}

class Cleaner {
public:
    std::vector<Line> run(std::string_view text);

private:
    static std::string take_encoded(std::string_view line, std::string_view& text, int& next);
    void add(std::string_view raw);
    void add_plain(std::string_view text);

    std::vector<Line> lines_;
    int number_ = 0;
    int open_quotes_ = 0;
};

std::vector<Line> Cleaner::run(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    const bool quoted_printable = is_quoted_printable(text);
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    lines_.reserve(std::min(lines + 1, kMostLines));
    int next = 1;
    while (!text.empty() && lines_.size() < kMostLines) {
        number_ = next++;
        const std::string_view line = take_line(text).substr(0, kLongestLine);
        if (quoted_printable)
            add(take_encoded(line, text, next));
        else
            add(line);
    }
    return std::move(lines_);
}

// The lines that a '=' at their ends makes one, decoded.
std::string Cleaner::take_encoded(std::string_view line, std::string_view& text, int& next) {
    std::string decoded;
    while (line.ends_with('=') && !text.empty() && decoded.size() < kLongestLine) {
        line.remove_suffix(1);
        decoded += from_quoted_printable(line);
        line = take_line(text).substr(0, kLongestLine);
        ++next;
    }
    return decoded + from_quoted_printable(line);
}

void Cleaner::add(std::string_view raw) {
    if (!may_have_markup(raw)) return add_plain(raw);
    for (const Piece& piece : without_markup(raw)) {
        if (lines_.size() >= kMostLines) return;
        open_quotes_ = std::clamp(open_quotes_ + piece.quote_change, 0, kDeepestQuote);
        add_plain(piece.text);
    }
}

void Cleaner::add_plain(std::string_view text) {
    const bool is_plain = paste::is_plain(text);
    const std::string plain = is_plain ? std::string() : plain_characters(text);
    std::string_view rest = is_plain ? text : plain;
    const int depth = open_quotes_ + take_quote_marks(rest);
    const bool markdown =
        std::any_of(rest.begin(), rest.end(), [](char c) { return c == '\\' || c == '`' || c == '~'; });
    lines_.push_back({number_, depth, markdown ? without_markdown(rest) : std::string(rest)});
}

}  // namespace

std::string_view within_limits(std::string_view text) {
    text = text.substr(0, kMostBytes);
    if (is_utf16(text)) return text;
    std::string_view rest = text;
    for (std::size_t lines = 0; lines < kMostLines && !rest.empty(); ++lines) take_line(rest);
    return text.substr(0, text.size() - rest.size());
}

std::vector<Line> clean(std::string_view text) {
    text = text.substr(0, kMostBytes);
    return is_utf16(text) ? Cleaner().run(from_utf16(text)) : Cleaner().run(text);
}

}  // namespace tetherlab::paste
