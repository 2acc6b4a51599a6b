// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/lsusb_line.hpp"

#include "gadget/base/text.hpp"
#include "harness/importer/value.hpp"

#include <algorithm>
#include <cctype>

namespace tetherlab::importer {
namespace {

bool is_lower(char c) {
    return std::islower(static_cast<unsigned char>(c)) != 0;
}

bool is_upper(char c) {
    return std::isupper(static_cast<unsigned char>(c)) != 0;
}

// The next word of `text`, which loses it and the blanks around it.
std::string_view take_word(std::string_view& text) {
    const std::size_t begin = std::min(text.find_first_not_of(' '), text.size());
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    text.remove_prefix(std::min(text.find_first_not_of(' ', end), text.size()));
    return word;
}

// "bLength", "idVendor", "wMaxPacketSize", "tSamFreq[", "MaxPower": USB 2.0 writes names so.
bool is_field_name(std::string_view word) {
    if (word == "MaxPower") return true;
    const auto prefix =
        static_cast<std::size_t>(std::find_if_not(word.begin(), word.end(), is_lower) - word.begin());
    return prefix >= 1 && prefix <= 3 && prefix + 1 < word.size() && is_upper(word[prefix]) &&
           std::all_of(word.begin(), word.end(), [](char c) {
               return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '(' || c == ')' || c == '[';
           });
}

}  // namespace

std::optional<LsusbHeader> read_lsusb_header(std::string_view line) {
    constexpr int kAny = 9999;
    line = base::trim(line);
    LsusbHeader header;
    if (take_word(line) != "Bus") return std::nullopt;
    const auto bus = read_number(take_word(line), kAny);
    if (!bus || take_word(line) != "Device") return std::nullopt;
    std::string_view number = take_word(line);
    if (!number.ends_with(':')) return std::nullopt;
    number.remove_suffix(1);
    const auto device = read_number(number, kAny);
    if (!device || take_word(line) != "ID") return std::nullopt;
    const std::string_view id = take_word(line);
    if (id.size() < 9 || id[4] != ':') return std::nullopt;
    const auto vendor = read_hex(id.substr(0, 4), 0xffff);
    const auto product = read_hex(id.substr(5, 4), 0xffff);
    if (!vendor || !product) return std::nullopt;
    return LsusbHeader{*bus, *device, static_cast<std::uint16_t>(*vendor),
                       static_cast<std::uint16_t>(*product), std::string(line)};
}

std::optional<LsusbField> read_lsusb_field(std::string_view line) {
    LsusbField field;
    field.name = take_word(line);
    if (!is_field_name(field.name)) return std::nullopt;
    if (field.name.ends_with('[')) take_word(line);  // "tSamFreq[ 0]"
    field.value = take_word(line);
    field.text = line;
    return field.value.empty() ? std::nullopt : std::optional(field);
}

std::string_view read_lsusb_heading(std::string_view line) {
    constexpr std::size_t kLongest = 60;
    line = base::trim(line);
    if (line.starts_with("Device Status:")) return "Device Status";
    if (line.size() < 4 || line.size() > kLongest || !line.ends_with(':') || !is_upper(line[0])) return {};
    line.remove_suffix(1);
    const bool known = line.starts_with("CDC ") || line.find("Descriptor") != std::string_view::npos ||
                       line.find("Device Capability") != std::string_view::npos ||
                       line.starts_with("Interface Association") || line.starts_with("Device Qualifier");
    return known ? line : std::string_view();
}

std::optional<std::vector<std::uint8_t>> read_lsusb_bytes(std::string_view line) {
    const std::size_t word = line.find("UNRECOGNIZED");
    const std::size_t colon = word == std::string_view::npos ? word : line.find(':', word);
    if (colon == std::string_view::npos) return std::nullopt;
    line.remove_prefix(colon + 1);
    std::vector<std::uint8_t> bytes;
    while (!line.empty()) {
        const std::string_view part = take_word(line);
        const auto byte = read_hex(part, 0xff);
        if (!byte) break;
        bytes.push_back(static_cast<std::uint8_t>(*byte));
    }
    return bytes;
}

}  // namespace tetherlab::importer
