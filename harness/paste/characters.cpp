// SPDX-License-Identifier: Apache-2.0
#include "harness/paste/characters.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <iterator>

namespace tetherlab::paste {
namespace {

constexpr char kEscape = '\x1b';

bool is_printable(char c) {
    return c >= 0x20 && c < 0x7f;
}

struct CodePoint {
    char32_t code = 0;
    std::size_t length = 0;  // bytes; 0: no UTF-8
};

bool is_scalar(char32_t code) {
    return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
}

CodePoint first_code_point(std::string_view text) {
    const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    if (byte(0) < 0x80) return {byte(0), 1};
    const std::size_t length = byte(0) >= 0xf0 ? 4 : byte(0) >= 0xe0 ? 3 : 2;
    if (byte(0) < 0xc2 || byte(0) > 0xf4 || text.size() < length) return {};
    char32_t code = byte(0) & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0U) != 0x80) return {};
        code = code << 6 | (byte(i) & 0x3fU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    return overlong || !is_scalar(code) ? CodePoint{} : CodePoint{code, length};
}

// What stands for a character beyond ASCII; nullptr for itself.
const char* substitute(char32_t code) {
    switch (code) {
        case 0x00a0:  // no-break
        case 0x1680:
        case 0x202f:
        case 0x205f:
        case 0x3000:
            return " ";
        case 0x00ad:  // soft hyphen
        case 0x200b:  // zero width
        case 0x200c:
        case 0x200d:
        case 0x200e:
        case 0x200f:
        case 0x2060:
        case 0xfeff:
            return "";
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2212:
            return "-";
        case 0x2018:
        case 0x2019:
        case 0x201a:
        case 0x201b:
            return "'";
        case 0x201c:
        case 0x201d:
        case 0x201e:
        case 0x201f:
            return "\"";
        case 0x2026:
            return "...";
        default:
            if (code >= 0x2000 && code <= 0x200a) return " ";  // en quad … hair space
            return code < 0xa0 ? "" : nullptr;                 // C1
    }
}

// The length of a terminal's control sequence (ECMA-48 section 5.4) at the start of `text`, whose ESC may
// have been printed as "^[" (caret notation); 0 when there is none.
std::size_t escape_length(std::string_view text) {
    const std::size_t lead = text[0] == kEscape ? 1 : text.starts_with("^[[") ? 2 : 0;
    if (lead == 0) return 0;
    if (lead >= text.size() || text[lead] != '[') return lead;
    const std::size_t end = text.find_first_not_of("0123456789;?", lead + 1);
    return end == std::string_view::npos ? text.size() : end + 1;
}

}  // namespace

bool is_plain(std::string_view line) {
    return std::all_of(line.begin(), line.end(), is_printable) && line.find("^[[") == std::string_view::npos;
}

std::string plain_characters(std::string_view line) {
    std::string out;
    out.reserve(line.size());
    while (!line.empty()) {
        if (const std::size_t escape = escape_length(line); escape > 0) {
            line.remove_prefix(escape);
            continue;
        }
        const CodePoint next = first_code_point(line);
        if (next.length == 0) {
            out += line[0] == '\xa0' ? ' ' : '?';  // a no-break space of ISO 8859-1
            line.remove_prefix(1);
            continue;
        }
        if (next.code >= 0x80) {
            const char* other = substitute(next.code);
            other == nullptr ? out.append(line.substr(0, next.length)) : out.append(other);
        } else if (is_printable(line[0])) {
            out += line[0];
        } else if (line[0] == '\t') {
            out += ' ';
        }
        line.remove_prefix(next.length);
    }
    return out;
}

void put_utf8(std::string& out, char32_t code) {
    const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
    const auto tail = [&put, code](int shift) { put(0x80 | (code >> shift & 0x3f)); };
    if (!is_scalar(code)) {
        out += '?';
    } else if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xc0 | code >> 6);
        tail(0);
    } else if (code < 0x10000) {
        put(0xe0 | code >> 12);
        tail(6);
        tail(0);
    } else {
        put(0xf0 | code >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

bool is_utf16(std::string_view text) {
    return text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff");
}

std::string from_utf16(std::string_view text) {
    const bool little = text[0] == '\xff';
    const auto unit = [text, little](std::size_t at) {
        const auto a = static_cast<unsigned char>(text[at]);
        const auto b = static_cast<unsigned char>(text[at + 1]);
        return static_cast<char32_t>(little ? a | b << 8 : a << 8 | b);
    };
    std::string out;
    out.reserve(text.size() / 2);
    for (std::size_t at = 2; at + 1 < text.size(); at += 2) {
        char32_t code = unit(at);
        if (code >= 0xd800 && code < 0xdc00 && at + 3 < text.size() && (unit(at + 2) & 0xfc00) == 0xdc00) {
            code = 0x10000 + ((code & 0x3ff) << 10) + (unit(at + 2) & 0x3ff);
            at += 2;
        }
        put_utf8(out, code);
    }
    return out;
}

bool is_quoted_printable(std::string_view text) {
    static constexpr std::string_view kSigns[] = {"Bus=3D", "endor=3D", "Ver=3D", "If#=3D", "Mfr=3D"};
    return std::any_of(std::begin(kSigns), std::end(kSigns),
                       [text](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
}

std::string from_quoted_printable(std::string_view line) {
    std::string out;
    out.reserve(line.size());
    for (std::size_t at = 0; at < line.size(); ++at) {
        unsigned byte = 0;
        const char* first = line.data() + at + 1;
        const bool coded = line[at] == '=' && at + 2 < line.size() &&
                           std::from_chars(first, first + 2, byte, 16).ptr == first + 2;
        out += coded ? static_cast<char>(byte) : line[at];
        if (coded) at += 2;
    }
    return out;
}

}  // namespace tetherlab::paste
