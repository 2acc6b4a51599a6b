// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/interface_status.hpp"

#include "gadget/base/error.hpp"

#include <nlohmann/json.hpp>

namespace tetherlab::observe {
namespace {

using nlohmann::json;

std::vector<InterfaceAddress> addresses(const json& status, const char* key) {
    std::vector<InterfaceAddress> found;
    for (const json& entry : status.value(key, json::array())) {
        found.push_back({entry.at("address").get<std::string>(), entry.at("mask").get<int>()});
    }
    return found;
}

InterfaceStatus read(const json& status) {
    InterfaceStatus result;
    result.up = status.at("up").get<bool>();
    result.pending = status.at("pending").get<bool>();
    result.available = status.at("available").get<bool>();
    result.proto = status.value("proto", "");
    result.device = status.value("device", "");
    result.l3_device = status.value("l3_device", "");
    result.ipv4 = addresses(status, "ipv4-address");
    result.ipv6 = addresses(status, "ipv6-address");
    result.dns_servers = status.value("dns-server", std::vector<std::string>());
    for (const json& error : status.value("errors", json::array())) {
        result.errors.push_back(error.at("code").get<std::string>());
    }
    const json data = status.value("data", json::object());
    if (data.contains("leasetime")) result.lease_seconds = data.at("leasetime").get<int>();
    return result;
}

}  // namespace

InterfaceStatus parse_interface_status(const std::string& text) {
    try {
        return read(json::parse(text));
    } catch (const json::exception& error) {
        throw base::Error("read", "interface status", error.what());
    }
}

}  // namespace tetherlab::observe
