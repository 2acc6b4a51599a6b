// SPDX-License-Identifier: Apache-2.0
#include "harness/paste/markup.hpp"

#include "harness/paste/characters.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>

namespace tetherlab::paste {
namespace {

constexpr std::size_t kLongestTag = 512;  // bytes, with its attributes
constexpr std::size_t kLongestEntity = 10;

enum class Effect { kNone, kBreak, kQuote };

struct Tag {
    std::string_view name;
    Effect effect;
};

constexpr Tag kHtml[] = {
    {"a", Effect::kNone},      {"b", Effect::kNone},      {"blockquote", Effect::kQuote},
    {"body", Effect::kBreak},  {"br", Effect::kBreak},    {"code", Effect::kNone},
    {"dd", Effect::kBreak},    {"div", Effect::kBreak},   {"dt", Effect::kBreak},
    {"em", Effect::kNone},     {"font", Effect::kNone},   {"h1", Effect::kBreak},
    {"h2", Effect::kBreak},    {"h3", Effect::kBreak},    {"h4", Effect::kBreak},
    {"hr", Effect::kBreak},    {"i", Effect::kNone},      {"img", Effect::kNone},
    {"kbd", Effect::kNone},    {"li", Effect::kBreak},    {"ol", Effect::kBreak},
    {"p", Effect::kBreak},     {"pre", Effect::kBreak},   {"s", Effect::kNone},
    {"samp", Effect::kNone},   {"small", Effect::kNone},  {"span", Effect::kNone},
    {"strong", Effect::kNone}, {"table", Effect::kBreak}, {"tbody", Effect::kBreak},
    {"td", Effect::kNone},     {"th", Effect::kNone},     {"tr", Effect::kBreak},
    {"tt", Effect::kNone},     {"u", Effect::kNone},      {"ul", Effect::kBreak},
};

constexpr Tag kBbCode[] = {
    {"attachment", Effect::kNone}, {"b", Effect::kNone},        {"center", Effect::kNone},
    {"code", Effect::kBreak},      {"codebox", Effect::kBreak}, {"color", Effect::kNone},
    {"font", Effect::kNone},       {"hide", Effect::kNone},     {"i", Effect::kNone},
    {"icode", Effect::kNone},      {"img", Effect::kNone},      {"indent", Effect::kNone},
    {"list", Effect::kBreak},      {"mono", Effect::kNone},     {"noparse", Effect::kNone},
    {"php", Effect::kBreak},       {"plain", Effect::kNone},    {"pre", Effect::kBreak},
    {"quote", Effect::kQuote},     {"s", Effect::kNone},        {"size", Effect::kNone},
    {"spoiler", Effect::kBreak},   {"tt", Effect::kNone},       {"u", Effect::kNone},
    {"url", Effect::kNone},
};

struct Entity {
    std::string_view name;
    std::string_view text;
};

constexpr Entity kEntities[] = {
    {"amp", "&"},    {"apos", "'"},   {"emsp", " "},  {"ensp", " "},  {"gt", ">"},     {"hellip", "..."},
    {"ldquo", "\""}, {"lsquo", "'"},  {"lt", "<"},    {"mdash", "-"}, {"nbsp", " "},   {"ndash", "-"},
    {"quot", "\""},  {"rdquo", "\""}, {"rsquo", "'"}, {"shy", ""},    {"thinsp", " "},
};

struct Found {
    Effect effect = Effect::kNone;
    bool closing = false;
    std::size_t length = 0;  // 0: no tag
};

template <std::size_t N>
const Tag* find_tag(const Tag (&tags)[N], std::string_view name) {
    std::string lower(name);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const Tag* found = std::find_if(std::begin(tags), std::end(tags),
                                    [&lower](const Tag& tag) { return tag.name == lower; });
    return found == std::end(tags) ? nullptr : found;
}

// The tag at the start of `text`, which begins with '<' or '['.
Found tag_at(std::string_view text) {
    const bool html = text[0] == '<';
    const std::size_t end = text.substr(0, kLongestTag).find(html ? '>' : ']');
    if (end == std::string_view::npos) return {};
    std::string_view inner = text.substr(1, end - 1);
    const bool closing = inner.starts_with('/');
    if (closing) inner.remove_prefix(1);
    const std::size_t name_end = inner.find_first_of(html ? " \t/" : "= ");
    const std::string_view name = inner.substr(0, name_end);
    const Tag* tag = html ? find_tag(kHtml, name) : find_tag(kBbCode, name);
    if (tag == nullptr) return {};
    return {tag->effect, closing, end + 1};
}

// "#160", "#xa0"
std::optional<char32_t> numeric(std::string_view name) {
    if (!name.starts_with('#')) return std::nullopt;
    name.remove_prefix(1);
    const bool hex = name.starts_with('x') || name.starts_with('X');
    if (hex) name.remove_prefix(1);
    std::uint32_t value = 0;
    const auto [end, status] = std::from_chars(name.data(), name.data() + name.size(), value, hex ? 16 : 10);
    const bool whole = !name.empty() && status == std::errc() && end == name.data() + name.size();
    return whole ? std::optional<char32_t>(value) : std::nullopt;
}

std::string without_entities(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t semicolon =
            text[0] == '&' ? text.substr(0, kLongestEntity).find(';') : std::string_view::npos;
        const std::string_view name =
            semicolon == std::string_view::npos ? "" : text.substr(1, semicolon - 1);
        const auto* entity = std::find_if(std::begin(kEntities), std::end(kEntities),
                                          [name](const Entity& each) { return each.name == name; });
        std::size_t taken = semicolon + 1;
        if (entity != std::end(kEntities)) {
            out += entity->text;
        } else if (const std::optional<char32_t> code = numeric(name)) {
            put_utf8(out, *code);
        } else {
            out += text[0];
            taken = 1;
        }
        text.remove_prefix(taken);
    }
    return out;
}

// Twice, for a text that was escaped when it was escaped already: "&amp;gt;".
std::string decode(const std::string& text) {
    return text.find('&') == std::string::npos ? text : without_entities(without_entities(text));
}

}  // namespace

bool may_have_markup(std::string_view line) {
    for (std::size_t at = 0; at < line.size(); ++at) {
        if (line[at] == '&' || line[at] == '<') return true;
        if (line[at] != '[') continue;
        const char next = at + 1 < line.size() ? line[at + 1] : ' ';
        if (next == '/' || std::isalpha(static_cast<unsigned char>(next)) != 0) return true;
    }
    return false;
}

std::vector<Piece> without_markup(std::string_view line) {
    std::vector<Piece> pieces(1);
    while (!line.empty()) {
        const std::size_t next = line.find_first_of("<[");
        pieces.back().text += line.substr(0, next);
        if (next == std::string_view::npos) break;
        line.remove_prefix(next);
        const Found tag = tag_at(line);
        if (tag.length == 0) pieces.back().text += line[0];
        line.remove_prefix(std::max<std::size_t>(tag.length, 1));
        if (tag.effect != Effect::kNone && !pieces.back().text.empty()) pieces.emplace_back();
        if (tag.effect == Effect::kQuote) pieces.back().quote_change += tag.closing ? -1 : 1;
    }
    for (Piece& piece : pieces) piece.text = decode(piece.text);
    return pieces;
}

std::string without_markdown(std::string_view line) {
    constexpr std::string_view kEscaped = "\\`*_{}[]()<>#+-.!|~=";
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == std::string_view::npos) return std::string(line);
    const std::string_view body = line.substr(begin);
    const bool fence = (body.starts_with("```") || body.starts_with("~~~")) &&
                       body.find_first_of(" =") == std::string_view::npos;
    if (fence) return {};
    std::string out(line.substr(0, begin));
    for (std::size_t at = begin; at < line.size(); ++at) {
        const bool escapes =
            line[at] == '\\' && at + 1 < line.size() && kEscaped.find(line[at + 1]) != std::string_view::npos;
        if (!escapes) out += line[at];
        if (escapes) out += line[++at];
    }
    const std::size_t first = out.find_first_not_of('`', begin);
    if (first == std::string::npos) return {};
    out.erase(begin, first - begin);
    out.erase(out.find_last_not_of('`') + 1);
    return out;
}

}  // namespace tetherlab::paste
