// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/plugged_device.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace tetherlab::cli {
namespace {

std::optional<std::uint16_t> read_id(std::string_view text) {
    std::uint16_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id, 16);
    const bool whole = text.size() == 4 && error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(id) : std::nullopt;
}

// "1-1.2": a bus, and the ports on the way to the device.
bool is_port(const std::string& text) {
    const auto is_number = [](const std::string& part) {
        return !part.empty() && part.size() <= 3 &&
               std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    const std::vector<std::string> parts = base::split(text, '-');
    if (parts.size() != 2 || !is_number(parts[0])) return false;
    const std::vector<std::string> ports = base::split(parts[1], '.');
    return std::all_of(ports.begin(), ports.end(), is_number);
}

std::string list_text(const std::vector<verify::Reading>& devices) {
    std::vector<std::string> parts;
    for (const verify::Reading& each : devices)
        parts.push_back(fmt::format("{} on port {}", verify::identity(each), each.port));
    return parts.empty() ? "no device but hubs" : base::join(parts, ", ");
}

}  // namespace

bool DeviceName::matches(const verify::Reading& device) const {
    if (!port.empty()) return device.port == port;
    return device.vendor_id() == vendor_id && device.product_id() == product_id;
}

std::optional<DeviceName> read_device_name(const std::string& text) {
    const std::vector<std::string> ids = base::split(text, ':');
    if (ids.size() == 2) {
        const auto vendor = read_id(ids[0]);
        const auto product = read_id(ids[1]);
        if (vendor && product) return DeviceName{text, *vendor, *product, ""};
    }
    return is_port(text) ? std::optional(DeviceName{text, 0, 0, text}) : std::nullopt;
}

verify::Reading choose(const std::vector<verify::Reading>& plugged, const DeviceName& name) {
    std::vector<verify::Reading> fitting;
    std::copy_if(plugged.begin(), plugged.end(), std::back_inserter(fitting),
                 [&name](const verify::Reading& each) { return name.matches(each); });
    if (fitting.empty())
        throw base::Error("find USB device", name.text, "not plugged in; plugged in: " + list_text(plugged));
    if (fitting.size() > 1)
        throw base::Error("find USB device", name.text,
                          fmt::format("plugged in {} times: {}; name one by its port, --device {}",
                                      fitting.size(), list_text(fitting), fitting.front().port));
    return fitting.front();
}

}  // namespace tetherlab::cli
