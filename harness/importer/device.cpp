// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/device.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <tuple>

namespace tetherlab::importer {
namespace {

constexpr std::uint8_t kCdcData = 0x0a;
constexpr std::size_t kShortestMask = 4;  // characters in a row; real serials have three

std::string id_text(const Field<std::uint16_t>& id) {
    return id ? fmt::format("{:04x}", id->value) : std::string("????");
}

bool is_mask_character(char c) {
    return c == 'X' || c == 'x' || c == '*' || c == '#' || c == '?';
}

// The longest run of one mask character.
std::size_t mask_run(std::string_view text) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool mask = is_mask_character(text[i]);
        run = !mask ? 0 : i > 0 && text[i] == text[i - 1] ? run + 1 : 1;
        longest = std::max(longest, run);
    }
    return longest;
}

bool names_a_mask(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    static const char* const kWords[] = {"redacted", "removed", "hidden", "masked",
                                         "censored", "snip",    "serial"};
    return std::any_of(std::begin(kWords), std::end(kWords),
                       [&lower](const char* word) { return lower.find(word) != std::string::npos; });
}

}  // namespace

const char* to_text(SourceKind kind) {
    switch (kind) {
        case SourceKind::kUsbDevices:
            return "/sys/kernel/debug/usb/devices";
        case SourceKind::kUsbDevicesScript:
            return "usb-devices";
        case SourceKind::kLsusbVerbose:
            return "lsusb -v";
        case SourceKind::kLsusbList:
            return "lsusb";
        case SourceKind::kKernelLog:
            break;
    }
    return "kernel log";
}

std::string identity(const Device& device) {
    return id_text(device.vendor_id) + ":" + id_text(device.product_id);
}

bool is_unidentified(const Device& device) {
    return !device.vendor_id && !device.sightings.empty() &&
           std::all_of(device.sightings.begin(), device.sightings.end(),
                       [](const Sighting& each) { return each.failed; });
}

std::string designation(const Device& device) {
    if (device.vendor_id || !device.port) return identity(device);
    return is_unidentified(device) ? "unidentified device on " + device.port->value
                                   : fmt::format("device on {} that is not named", device.port->value);
}

const Interface* find_interface(const Configuration& configuration, int number, int alternate) {
    const auto found = std::find_if(
        configuration.interfaces.begin(), configuration.interfaces.end(),
        [&](const Interface& each) { return each.number == number && each.alternate == alternate; });
    return found == configuration.interfaces.end() ? nullptr : &*found;
}

void put_in_order(Configuration& configuration) {
    std::vector<Interface>& all = configuration.interfaces;
    std::set<int> numbers;
    for (const Interface& each : all) numbers.insert(each.number);
    for (const int number : numbers) {
        if (find_interface(configuration, number, 0) != nullptr) continue;
        const auto other = std::find_if(all.begin(), all.end(),
                                        [number](const Interface& each) { return each.number == number; });
        if (!other->triple || other->triple->value.base != kCdcData) continue;
        Interface implied;
        implied.number = number;
        implied.implied = true;
        implied.triple = other->triple;
        implied.driver = other->driver;
        implied.endpoint_count = Said<int>{0, other->place};
        implied.place = other->place;
        all.push_back(std::move(implied));
    }
    std::stable_sort(all.begin(), all.end(), [](const Interface& a, const Interface& b) {
        return std::tie(a.number, a.alternate) < std::tie(b.number, b.alternate);
    });
}

bool is_masked(std::string_view text) {
    text = base::trim(text);
    if (text.empty()) return false;
    const bool bracketed = (text.front() == '<' && text.back() == '>') ||
                           (text.front() == '[' && text.back() == ']') ||
                           (text.front() == '(' && text.back() == ')');
    if (bracketed && names_a_mask(text)) return true;
    if (text.front() == '<' && text.back() == '>') return true;
    return text.size() >= kShortestMask && std::all_of(text.begin(), text.end(), [](char c) {
               return is_mask_character(c) || c == '-' || c == '.' || c == ':';
           });
}

bool is_masked_in_part(std::string_view text) {
    return mask_run(text) >= kShortestMask;
}

}  // namespace tetherlab::importer
