// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/record.hpp"

#include "gadget/base/text.hpp"
#include "harness/importer/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace tetherlab::importer {
namespace {

constexpr std::size_t kLongestRecord = 300;  // bytes; the kernel prints at most 100 of a string

using Keys = std::vector<std::string_view>;

// What a record of one letter is made of.
struct Shape {
    char letter;
    Keys keys;                // in the order they are printed
    std::size_t needed;       // how many of the first keys make it a record
    std::string_view second;  // with the first key at the start of a line, as good as the letter; "" for none
};

const std::vector<Shape>& shapes() {
    static const std::vector<Shape> kShapes{
        {'T', {"Bus", "Lev", "Prnt", "Port", "Cnt", "Dev#", "Spd", "MxCh"}, 2, "Lev"},
        {'B', {"Alloc", "#Int", "#Iso"}, 0, ""},
        {'D', {"Ver", "Cls", "Sub", "Prot", "MxPS", "#Cfgs"}, 1, "Cls"},
        {'P', {"Vendor", "ProdID", "Rev"}, 2, "ProdID"},
        {'S', {"Manufacturer", "Product", "SerialNumber"}, 0, ""},
        {'C', {"#Ifs", "Cfg#", "Atr", "MxPwr"}, 2, "Cfg#"},
        {'A', {"FirstIf#", "IfCount", "Cls", "Sub", "Prot"}, 2, "IfCount"},
        {'I', {"If#", "Alt", "#EPs", "Cls", "Sub", "Prot", "Driver"}, 2, "Alt"},
        {'E', {"Ad", "Atr", "MxPS", "Ivl"}, 2, "Atr"},
    };
    return kShapes;
}

const Shape& shape_of(char letter) {
    return *std::find_if(shapes().begin(), shapes().end(),
                         [letter](const Shape& shape) { return shape.letter == letter; });
}

bool is_key_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '#';
}

// Where "KEY=" begins in `text`; npos without it.
std::size_t find_key(std::string_view text, std::string_view key) {
    for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1)) {
        const std::size_t end = at + key.size();
        const bool begins = at == 0 || !is_key_character(text[at - 1]);
        if (begins && end < text.size() && text[end] == '=') return at;
    }
    return std::string_view::npos;
}

std::string_view value_of(std::string_view text, char letter, std::string_view key) {
    const std::size_t at = find_key(text, key);
    if (at == std::string_view::npos) return {};
    const std::string_view rest = text.substr(at + key.size() + 1);
    if (letter == 'S') return rest;
    std::size_t end = rest.size();
    for (const std::string_view other : shape_of(letter).keys) end = std::min(end, find_key(rest, other));
    return base::trim(rest.substr(0, end));
}

bool is_driver(std::string_view text) {
    static constexpr std::array<std::string_view, 30> kDrivers{
        "(none)",     "none",        "asix",       "ax88179_178a", "btusb",      "cdc_acm",
        "cdc_eem",    "cdc_ether",   "cdc_mbim",   "cdc_ncm",      "cdc_subset", "cdc_wdm",
        "hso",        "hub",         "ipheth",     "option",       "qcserial",   "qmi_wwan",
        "qmi_wwan_q", "r8152",       "rndis_host", "sierra",       "sierra_net", "snd-usb-audio",
        "uas",        "usb-storage", "usbfs",      "usbhid",       "uvcvideo",   "huawei_cdc_ncm"};
    return std::find(kDrivers.begin(), kDrivers.end(), text) != kDrivers.end();
}

// Whether `value` of `key` is one that the format has.
bool is_value(std::string_view key, std::string_view value) {
    constexpr int kAny = 1 << 20;
    if (key == "Driver") return is_driver(value);
    if (key == "Cls")
        return read_named_byte(value) && (value.find('(') == value.npos || value.ends_with(')'));
    if (key == "Ad") return read_named_byte(value).has_value();
    if (key == "Atr")
        return read_named_byte(value) && (value.find('(') == value.npos || value.ends_with(')'));
    if (key == "Sub" || key == "Prot") return read_hex(value, 0xff).has_value() && value.size() == 2;
    if (key == "Vendor" || key == "ProdID") return read_hex(value, 0xffff).has_value() && value.size() == 4;
    if (key == "Ver" || key == "Rev") return read_bcd(value).has_value();
    if (key == "MxPwr") return read_milliampere(value).has_value();
    if (key == "Ivl") return read_interval(value).has_value();
    if (key == "Spd") return read_speed(value).has_value();
    return read_number(value, kAny).has_value();
}

// How many keys of a record have a value.
std::size_t count_values(std::string_view text, char letter) {
    const Keys& keys = shape_of(letter).keys;
    return static_cast<std::size_t>(std::count_if(keys.begin(), keys.end(), [&](std::string_view key) {
        return is_value(key, value_of(text, letter, key));
    }));
}

struct Start {
    char letter;
    bool star;
    std::size_t at;   // of the letter
    std::size_t key;  // of the first key
};

bool begins_with_key(std::string_view text, const Shape& shape) {
    const std::size_t count = shape.letter == 'S' ? shape.keys.size() : 1;
    return std::any_of(
        shape.keys.begin(), shape.keys.begin() + static_cast<std::ptrdiff_t>(count),
        [text](std::string_view key) { return find_key(text.substr(0, key.size() + 1), key) == 0; });
}

// A record's letter at `at`: "I:* If#=".
std::optional<Start> start_at(std::string_view text, std::size_t at) {
    if (at + 1 >= text.size() || text[at + 1] != ':') return std::nullopt;
    if (at > 0 && std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0) return std::nullopt;
    const auto shape = std::find_if(shapes().begin(), shapes().end(),
                                    [c = text[at]](const Shape& each) { return each.letter == c; });
    if (shape == shapes().end()) return std::nullopt;
    std::size_t key = std::min(text.find_first_not_of(' ', at + 2), text.size());
    const bool star = key < text.size() && text[key] == '*';
    if (star) key = std::min(text.find_first_not_of(" *", key), text.size());
    if (!begins_with_key(text.substr(key), *shape)) return std::nullopt;
    return Start{shape->letter, star, at, key};
}

// A record at the start of the line that lost its letter: "Bus=05 Lev=01".
std::optional<Start> start_without_letter(std::string_view text) {
    const std::size_t at = text.find_first_not_of(" *");
    if (at == std::string_view::npos) return std::nullopt;
    for (const Shape& shape : shapes()) {
        if (shape.second.empty() || !begins_with_key(text.substr(at), shape)) continue;
        if (find_key(text, shape.second) == std::string_view::npos) continue;
        return Start{shape.letter, text.substr(0, at).find('*') != std::string_view::npos, at, at};
    }
    return std::nullopt;
}

// Several when line ends were lost.
std::vector<Start> starts_in(std::string_view text) {
    std::vector<Start> starts;
    if (text.find('=') == std::string_view::npos) return starts;
    for (std::size_t colon = text.find(':'); colon != std::string_view::npos;
         colon = text.find(':', colon + 1)) {
        if (colon == 0) continue;
        if (const std::optional<Start> start = start_at(text, colon - 1)) starts.push_back(*start);
    }
    if (const std::optional<Start> bare = start_without_letter(text);
        bare && (starts.empty() || starts.front().at > bare->at + 2)) {
        starts.insert(starts.begin(), *bare);
    }
    return starts;
}

// Puts lines back together that were one: adds the next line to the last record of a line when that makes the
// record say more.
class Joiner {
public:
    explicit Joiner(std::span<const paste::Line> lines) : lines_(lines) {}

    // The index of the last line that belongs to `record`, which begins or goes on in line `index`.
    std::size_t join(Record& record, std::size_t index) const;

private:
    bool join_one(Record& record, std::size_t next) const;
    bool join_string(Record& record, std::size_t next) const;

    std::span<const paste::Line> lines_;
};

std::size_t Joiner::join(Record& record, std::size_t index) const {
    while (index + 1 < lines_.size() && join_one(record, index + 1)) ++index;
    return index;
}

bool Joiner::join_one(Record& record, std::size_t next) const {
    const std::string_view more = base::trim(lines_[next].text);
    if (more.empty() || record.text.size() > kLongestRecord || !starts_in(more).empty()) return false;
    if (record.letter == 'S') return join_string(record, next);
    const std::size_t before = count_values(record.text, record.letter);
    if (before == shape_of(record.letter).keys.size()) return false;
    // A mailer wraps between words, a terminal anywhere.
    const std::string_view rest = more.substr(0, kLongestRecord);
    const std::string apart = fmt::format("{} {}", record.text, rest);
    const std::string close = fmt::format("{}{}", record.text, rest);
    const std::size_t with_blank = count_values(apart, record.letter);
    const std::size_t without = count_values(close, record.letter);
    if (std::max(with_blank, without) <= before) return false;
    record.text = without > with_blank ? close : apart;
    return true;
}

// A string goes on in the next line if that line's first word had no room on this one, and the record goes on
// after it.
bool Joiner::join_string(Record& record, std::size_t next) const {
    constexpr std::size_t kShortestWrap = 64;  // columns; mailers wrap at 66 to 80
    const std::string_view more = base::trim(lines_[next].text);
    const std::size_t width = lines_[next - 1].text.size() + 1 + std::min(more.find(' '), more.size());
    const bool goes_on = next + 1 < lines_.size() && !starts_in(lines_[next + 1].text).empty();
    if (width < kShortestWrap || !goes_on || lines_[next].quote_depth != lines_[next - 1].quote_depth)
        return false;
    record.text = std::string(base::trim(record.text)) + " " + std::string(more);
    return true;
}

bool is_complete(const Record& record) {
    const Shape& shape = shape_of(record.letter);
    for (std::size_t i = 0; i < shape.needed; ++i) {
        if (!is_value(shape.keys[i], record.value(shape.keys[i]))) return false;
    }
    return true;
}

}  // namespace

std::string_view Record::value(std::string_view key) const {
    return value_of(text, letter, key);
}

bool Record::has(std::string_view key) const {
    return find_key(text, key) != std::string_view::npos;
}

std::vector<Record> find_records(std::span<const paste::Line> lines) {
    const Joiner joiner(lines);
    std::vector<Record> records;
    for (std::size_t index = 0; index < lines.size(); ++index) {
        const std::string& text = lines[index].text;
        const std::vector<Start> starts = starts_in(text);
        std::size_t last = index;
        for (std::size_t i = 0; i < starts.size(); ++i) {
            const std::size_t end = i + 1 < starts.size() ? starts[i + 1].at : text.size();
            const std::size_t length = std::min(end - starts[i].key, kLongestRecord);
            Record record{starts[i].letter, starts[i].star, index, index, text.substr(starts[i].key, length)};
            if (i + 1 == starts.size()) record.last = joiner.join(record, index);
            last = record.last;
            if (is_complete(record)) records.push_back(std::move(record));
        }
        index = last;
    }
    return records;
}

}  // namespace tetherlab::importer
