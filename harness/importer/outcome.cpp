// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/outcome.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace tetherlab::importer {
namespace {

using profile::ClassTriple;

constexpr std::uint16_t kLinuxFoundation = 0x1d6b;  // root hubs
constexpr std::uint8_t kHub = 0x09;

// What an interface that has nothing to do with networks is.
struct Purpose {
    ClassTriple triple;
    int parts;  // how many of the three numbers count
    const char* name;
    bool of_a_phone;  // or modem: it might offer a network in another mode
};

constexpr Purpose kPurposes[] = {
    {{0x01, 0, 0}, 1, "audio", false},
    {{0x02, 0x02, 0xff}, 3, "vendor's ACM", true},
    {{0x02, 0x02, 0}, 2, "serial modem (ACM)", true},
    {{0x02, 0x08, 0}, 2, "wireless handset control", true},
    {{0x02, 0, 0}, 1, "communications", true},
    {{0x03, 0, 0}, 1, "HID", false},
    {{0x06, 0x01, 0x01}, 3, "MTP or PTP", true},
    {{0x07, 0, 0}, 1, "printer", false},
    {{0x08, 0, 0}, 1, "storage", false},
    {{0x09, 0, 0}, 1, "hub", false},
    {{0x0a, 0, 0}, 1, "data", true},
    {{0x0b, 0, 0}, 1, "smart card", false},
    {{0x0e, 0, 0}, 1, "video", false},
    {{0x10, 0, 0}, 1, "audio and video", false},
    {{0x11, 0, 0}, 1, "billboard", false},
    {{0xdc, 0, 0}, 1, "diagnostic", false},
    {{0xe0, 0x01, 0x01}, 3, "Bluetooth", false},
    {{0xe0, 0, 0}, 1, "wireless", false},
    {{0xfe, 0, 0}, 1, "application specific", false},
    {{0xff, 0x42, 0x01}, 3, "ADB", true},
    {{0xff, 0, 0}, 1, "vendor's", true},
};

const Purpose* purpose_of(const ClassTriple& triple) {
    const auto* found = std::find_if(std::begin(kPurposes), std::end(kPurposes), [&](const Purpose& each) {
        return each.triple.base == triple.base && (each.parts < 2 || each.triple.sub == triple.sub) &&
               (each.parts < 3 || each.triple.protocol == triple.protocol);
    });
    return found == std::end(kPurposes) ? nullptr : found;
}

// The purposes of all interfaces, each once, in order.
struct Purposes {
    std::vector<std::string> names;
    bool any_of_a_phone = false;
    bool serial = false;  // a driver for a modem's serial ports
    bool mtp = false;
};

Purposes purposes_of(const Device& device) {
    Purposes all;
    std::set<std::string> seen;
    for (const Configuration& configuration : device.configurations) {
        for (const Interface& each : configuration.interfaces) {
            if (!each.triple) continue;
            const Purpose* purpose = purpose_of(each.triple->value);
            const std::string driver = each.driver ? each.driver->value : std::string();
            all.serial = all.serial || driver == "option" || driver == "qcserial" || driver == "sierra" ||
                         driver == "cdc_acm";
            const std::string name = purpose == nullptr ? "unknown class" : purpose->name;
            all.mtp = all.mtp || name == "MTP or PTP";
            all.any_of_a_phone = all.any_of_a_phone || (purpose != nullptr && purpose->of_a_phone);
            if (seen.insert(name).second) all.names.push_back(name);
        }
    }
    return all;
}

bool is_hub(const Device& device) {
    if (device.vendor_id && device.vendor_id->value == kLinuxFoundation && device.product_id &&
        device.product_id->value <= 3)
        return true;
    return (device.triple && device.triple->value.base == kHub) || (device.level && device.level->value == 0);
}

Outcome refuse(std::string reason) {
    return {Decision::kRefused, std::move(reason)};
}

// What its network functions are when none of them can be emulated.
std::string kinds_text(const std::vector<NetworkFunction>& functions) {
    std::vector<std::string> names;
    for (const NetworkFunction& each : functions) {
        const std::string name = to_text(each.kind);
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    return base::join(names, " and ");
}

// The last remark that tells of the cut.
std::string cut_text(const Device& device) {
    std::string text;
    for (const Remark& each : device.remarks) {
        for (const char* begin : {"incomplete", "the dump lacks", "the dump ends", "the listing ends"}) {
            if (each.text.starts_with(begin)) text = each.text;
        }
    }
    return text.empty() ? "truncated" : "truncated: " + text;
}

// What a product's name says that it is, when no driver has said a word.
const char* other_by_name(const std::string& product) {
    static constexpr const char* kWords[] = {
        "hub",    "lan",         "ethernet", "mass storage", "billboard", "keyboard", "mouse",     "camera",
        "webcam", "card reader", "audio",    "headset",      "receiver",  "printer",  "bluetooth", "flash"};
    std::string name = " " + product + " ";
    for (char& c : name) {
        const auto byte = static_cast<unsigned char>(c);
        c = std::isalnum(byte) != 0 ? static_cast<char>(std::tolower(byte)) : ' ';
    }
    const auto* found = std::find_if(std::begin(kWords), std::end(kWords), [&name](const char* word) {
        return name.find(fmt::format(" {} ", word)) != std::string::npos;
    });
    return found == std::end(kWords) ? nullptr : *found;
}

Outcome without_descriptors(const Device& device) {
    switch (device.role) {
        case log::Role::kHub:
            return {Decision::kIgnored, "hub"};
        case log::Role::kAdapter:
            return {Decision::kIgnored, "wired network adapter"};
        case log::Role::kOther:
            return {Decision::kIgnored, "no tether: its drivers are of another kind"};
        default:
            break;
    }
    if (device.cut_off) return refuse(cut_text(device));
    const Field<std::string>& name = device.product ? device.product : device.listed_name;
    const bool silent = device.role == log::Role::kUnknown && name;
    if (const char* other = silent ? other_by_name(name->value) : nullptr)
        return {Decision::kIgnored, fmt::format("no tether, by its name: {}", other)};
    if (device.vendor_id) return refuse("no descriptors");
    return refuse(is_unidentified(device)
                      ? "no identity, no descriptors: enumeration failed before it told them"
                      : "no identity, no descriptors");
}

Outcome without_function(const Device& device) {
    const Purposes all = purposes_of(device);
    const std::string names = base::join(all.names, ", ");
    if (!all.any_of_a_phone) return {Decision::kIgnored, names.empty() ? "no interfaces" : names};
    std::string hint;
    if (all.mtp) hint = "; a phone that is not tethering";
    if (all.serial) hint = "; a modem with serial ports alone";
    return refuse(fmt::format("no network function: {}{}", names, hint));
}

Outcome with_functions(const std::vector<NetworkFunction>& functions) {
    std::vector<std::string> named;
    for (const NetworkFunction& each : functions) {
        if (!can_be_emulated(each)) continue;
        named.push_back(fmt::format("{} on interface {} ({}{})", to_text(each.kind), each.control,
                                    each.evidence, each.certain ? "" : "; only its shape says so"));
    }
    if (!named.empty()) return {Decision::kProfile, base::join(named, ", ")};
    const bool known_kind = std::any_of(functions.begin(), functions.end(), [](const NetworkFunction& each) {
        return each.kind == NetworkKind::kRndis || each.kind == NetworkKind::kEcm ||
               each.kind == NetworkKind::kNcm;
    });
    if (known_kind) return refuse("incomplete: the data interface of its network function is not listed");
    return refuse(kinds_text(functions) + " only: recognised, not emulated");
}

}  // namespace

bool can_be_emulated(const NetworkFunction& function) {
    const bool known = function.kind == NetworkKind::kRndis || function.kind == NetworkKind::kEcm ||
                       function.kind == NetworkKind::kNcm;
    return known && function.data.has_value();
}

Outcome decide(const Device& device) {
    if (is_hub(device)) return {Decision::kIgnored, "hub"};
    if (is_network_adapter(device)) return {Decision::kIgnored, "wired network adapter"};
    if (!device.has_descriptors()) return without_descriptors(device);
    std::vector<NetworkFunction> functions;
    for (const Configuration& each : device.configurations) {
        for (NetworkFunction& found : find_functions(device, each)) functions.push_back(std::move(found));
    }
    const Outcome outcome = functions.empty() ? without_function(device) : with_functions(functions);
    const bool lost_something = device.cut_off && outcome.decision != Decision::kIgnored;
    return lost_something ? refuse(cut_text(device)) : outcome;
}

}  // namespace tetherlab::importer
