// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/function.hpp"

#include "gadget/profile/usb_class.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace tetherlab::importer {
namespace {

using profile::ClassTriple;

constexpr std::uint8_t kCommunications = 0x02;
constexpr std::uint8_t kData = 0x0a;
constexpr std::uint8_t kVendorSpecific = 0xff;
constexpr std::uint16_t kApple = 0x05ac;
constexpr std::uint16_t kHuawei = 0x12d1;

struct ByDriver {
    std::string_view driver;
    NetworkKind kind;
};

// drivers/net/usb, Linux 6.1, and the vendors' own for QMI.
constexpr ByDriver kDrivers[] = {
    {"rndis_host", NetworkKind::kRndis},  {"rndis_wlan", NetworkKind::kVendor},
    {"cdc_ether", NetworkKind::kEcm},     {"cdc_ncm", NetworkKind::kNcm},
    {"cdc_eem", NetworkKind::kEem},       {"cdc_mbim", NetworkKind::kMbim},
    {"qmi_wwan", NetworkKind::kQmi},      {"qmi_wwan_q", NetworkKind::kQmi},
    {"qmi_wwan_f", NetworkKind::kQmi},    {"GobiNet", NetworkKind::kQmi},
    {"ipheth", NetworkKind::kApple},      {"huawei_cdc_ncm", NetworkKind::kVendor},
    {"sierra_net", NetworkKind::kVendor}, {"hso", NetworkKind::kVendor},
    {"kalmia", NetworkKind::kVendor},     {"lg-vl600", NetworkKind::kVendor},
    {"cdc-phonet", NetworkKind::kVendor}, {"cdc_subset", NetworkKind::kVendor},
};

constexpr std::string_view kAdapters[] = {"asix",     "ax88179_178a", "aqc111", "dm9601",  "lan78xx",
                                          "mcs7830",  "pegasus",      "r8152",  "rtl8150", "smsc75xx",
                                          "smsc95xx", "sr9700",       "sr9800", "catc",    "kaweth"};

std::optional<NetworkKind> kind_by_driver(std::string_view driver) {
    const auto found = std::find_if(std::begin(kDrivers), std::end(kDrivers),
                                    [driver](const ByDriver& each) { return each.driver == driver; });
    return found == std::end(kDrivers) ? std::nullopt : std::optional(found->kind);
}

// The device tables of the same drivers.
std::optional<NetworkKind> kind_by_class(const ClassTriple& triple, std::uint16_t vendor) {
    constexpr ClassTriple kRndis[] = {
        {0x02, 0x02, 0xff}, {0xe0, 0x01, 0x03}, {0xef, 0x04, 0x01}, {0xef, 0x01, 0x01}};
    if (std::find(std::begin(kRndis), std::end(kRndis), triple) != std::end(kRndis))
        return NetworkKind::kRndis;
    if (triple.base == kCommunications) {
        switch (triple.sub) {
            case 0x06:
                return NetworkKind::kEcm;
            case 0x0c:
                return NetworkKind::kEem;
            case 0x0d:
                return NetworkKind::kNcm;
            case 0x0e:
                return NetworkKind::kMbim;
            default:
                return std::nullopt;
        }
    }
    if (vendor == kApple && triple == ClassTriple{0xff, 0xfd, 0x01}) return NetworkKind::kApple;
    // huawei_cdc_ncm.c
    const bool huawei_ncm = vendor == kHuawei && triple.base == kVendorSpecific &&
                            (triple.sub == 0x02 || triple.sub == 0x03) && (triple.protocol & 0x0f) == 0x06;
    return huawei_ncm ? std::optional(NetworkKind::kVendor) : std::nullopt;
}

bool is_bulk(const Endpoint& endpoint) {
    return endpoint.attributes && (endpoint.attributes->value & 0x03) == 0x02;
}

bool is_interrupt(const Endpoint& endpoint) {
    return endpoint.attributes && (endpoint.attributes->value & 0x03) == 0x03;
}

// A vendor interface with two bulk endpoints and an interrupt endpoint of 8 bytes, which is how Qualcomm's
// firmware shows QMI; its serial ports have 10 bytes (a CDC notification with two bytes of data) or none.
bool has_qmi_shape(const Interface& interface) {
    constexpr int kNotification = 8;  // bytes, CDC 1.2 section 6.3: a notification without data
    if (!interface.triple || interface.triple->value.base != kVendorSpecific) return false;
    const auto bulk = std::count_if(interface.endpoints.begin(), interface.endpoints.end(), is_bulk);
    const auto notify = std::find_if(interface.endpoints.begin(), interface.endpoints.end(), is_interrupt);
    return bulk == 2 && interface.endpoints.size() == 3 && notify != interface.endpoints.end() &&
           notify->max_packet && notify->max_packet->value == kNotification;
}

bool has_driver(const Interface& interface) {
    return interface.driver && !interface.driver->value.empty() && interface.driver->value != "usbfs";
}

// Looks at the first setting of an interface.
struct Suspicion {
    NetworkKind kind;
    std::string evidence;
    bool certain = true;
};

std::optional<Suspicion> suspect(const Interface& interface, std::uint16_t vendor) {
    if (!interface.triple || interface.triple->value.base == kData) return std::nullopt;
    const std::string triple = profile::to_text(interface.triple->value);
    if (has_driver(interface)) {
        const std::string& driver = interface.driver->value;
        const std::optional<NetworkKind> kind = kind_by_driver(driver);
        if (!kind) return std::nullopt;  // taken by a driver for something else
        return Suspicion{*kind, fmt::format("class {}, driver {}", triple, driver)};
    }
    const bool unbound = interface.driver.has_value();
    if (const std::optional<NetworkKind> kind = kind_by_class(interface.triple->value, vendor))
        return Suspicion{*kind, "class " + triple + (unbound ? ", no driver bound" : "")};
    if (has_qmi_shape(interface))
        return Suspicion{NetworkKind::kQmi, "class " + triple + " with the endpoints of QMI", false};
    return std::nullopt;
}

// The interface that carries the data of the function controlled by `control`.
std::optional<int> find_data(const Configuration& configuration, const Interface& control) {
    if (control.data_interface && control.data_interface->value != control.number)
        return control.data_interface->value;
    for (const Association& each : configuration.associations) {
        if (each.first_interface == control.number && each.interface_count == 2) return control.number + 1;
    }
    const auto next = std::find_if(configuration.interfaces.begin(), configuration.interfaces.end(),
                                   [&](const Interface& each) { return each.number == control.number + 1; });
    const bool data =
        next != configuration.interfaces.end() && next->triple && next->triple->value.base == kData;
    return data ? std::optional(control.number + 1) : std::nullopt;
}

int endpoints_of(const Interface& interface) {
    const int listed = static_cast<int>(interface.endpoints.size());
    return interface.endpoint_count ? std::max(interface.endpoint_count->value, listed) : listed;
}

NetworkFunction make_function(const Configuration& configuration, const Interface& control, Suspicion found) {
    NetworkFunction function;
    function.kind = found.kind;
    function.control = control.number;
    function.evidence = std::move(found.evidence);
    function.certain = found.certain;
    function.data = find_data(configuration, control);
    const bool listed = std::any_of(configuration.interfaces.begin(), configuration.interfaces.end(),
                                    [&](const Interface& each) { return each.number == function.data; });
    if (!listed) function.data.reset();
    bool settled = false;
    for (const Interface& each : configuration.interfaces) {
        if (each.number != function.data) continue;
        if (endpoints_of(each) == 0) {
            function.idle_setting = each.alternate;
        } else if (!settled) {
            function.data_setting = each.alternate;
            settled = true;
        }
    }
    return function;
}

// 02/02/ff is what vendors took for all kinds of things before RNDIS had a class: it counts with a data
// interface, and for sure only with its driver.
void doubt(NetworkFunction& function, const Interface& control) {
    const bool old_class = control.triple->value == ClassTriple{0x02, 0x02, 0xff};
    if (old_class && !has_driver(control)) function.certain = false;
}

}  // namespace

const char* to_text(NetworkKind kind) {
    switch (kind) {
        case NetworkKind::kRndis:
            return "RNDIS";
        case NetworkKind::kEcm:
            return "ECM";
        case NetworkKind::kNcm:
            return "NCM";
        case NetworkKind::kEem:
            return "EEM";
        case NetworkKind::kMbim:
            return "MBIM";
        case NetworkKind::kQmi:
            return "QMI";
        case NetworkKind::kApple:
            return "Apple vendor protocol (ipheth)";
        case NetworkKind::kVendor:
            break;
    }
    return "vendor protocol";
}

std::vector<NetworkFunction> find_functions(const Device& device, const Configuration& configuration) {
    std::vector<NetworkFunction> functions;
    const std::uint16_t vendor = device.vendor_id ? device.vendor_id->value : std::uint16_t{0};
    int last = -1;
    for (const Interface& each : configuration.interfaces) {
        if (each.number == last) continue;
        std::optional<Suspicion> found = suspect(each, vendor);
        if (!found) continue;
        NetworkFunction function = make_function(configuration, each, std::move(*found));
        doubt(function, each);
        const bool needs_data = each.triple->value == ClassTriple{0x02, 0x02, 0xff};
        if (needs_data && !function.data && !has_driver(each)) continue;
        last = each.number;
        functions.push_back(std::move(function));
    }
    return functions;
}

bool is_network_adapter(const Device& device) {
    // Those that offer ECM, too, so that nothing but the identity tells them from a hotspot.
    constexpr std::uint16_t kAsix = 0x0b95;
    constexpr std::uint16_t kRealtek = 0x0bda;
    const std::uint16_t vendor = device.vendor_id ? device.vendor_id->value : std::uint16_t{0};
    const int product = device.product_id ? device.product_id->value : 0;
    if (vendor == kAsix || (vendor == kRealtek && product >= 0x8150 && product <= 0x815f)) return true;
    for (const Configuration& configuration : device.configurations) {
        for (const Interface& each : configuration.interfaces) {
            const std::string_view driver = each.driver ? std::string_view(each.driver->value) : "";
            if (std::find(std::begin(kAdapters), std::end(kAdapters), driver) != std::end(kAdapters))
                return true;
        }
    }
    return false;
}

}  // namespace tetherlab::importer
