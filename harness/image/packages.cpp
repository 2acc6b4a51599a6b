// SPDX-License-Identifier: Apache-2.0
#include "harness/image/packages.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tetherlab::image {
namespace {

constexpr const char* kOpkgStatus = "/usr/lib/opkg/status";
constexpr const char* kApkInstalled = "/lib/apk/db/installed";

// openwrt/openwrt 3d1645e, package/kernel/linux/modules/usb.mk.
constexpr std::array<std::pair<const char*, const char*>, 12> kUsbNetworkModules{{
    {"usbnet", "kmod-usb-net"},
    {"cdc_ether", "kmod-usb-net-cdc-ether"},
    {"rndis_host", "kmod-usb-net-rndis"},
    {"cdc_ncm", "kmod-usb-net-cdc-ncm"},
    {"cdc_mbim", "kmod-usb-net-cdc-mbim"},
    {"qmi_wwan", "kmod-usb-net-qmi-wwan"},
    {"huawei_cdc_ncm", "kmod-usb-net-huawei-cdc-ncm"},
    {"cdc_eem", "kmod-usb-net-cdc-eem"},
    {"cdc_subset", "kmod-usb-net-cdc-subset"},
    {"ipheth", "kmod-usb-net-ipheth"},
    {"cdc-wdm", "kmod-usb-wdm"},
    {"cdc-acm", "kmod-usb-acm"},
}};

// The value of "KEY: VALUE" or "P:VALUE" when `line` has that key.
std::optional<std::string> value_of(std::string_view line, std::string_view key) {
    if (!line.starts_with(key)) return std::nullopt;
    return std::string(base::trim(line.substr(key.size())));
}

bool contains(const std::vector<std::string>& list, std::string_view value) {
    return std::ranges::find(list, value) != list.end();
}

// Whether one of `paths` is /lib/modules/KERNEL/MODULE.ko.
bool has_module_file(const std::vector<std::string>& paths, std::string_view module) {
    const std::string name = fmt::format("/{}.ko", module);
    return std::ranges::any_of(paths, [&name](const std::string& path) { return path.ends_with(name); });
}

std::vector<UsbNetworkModule> usb_network_modules(const std::vector<std::string>& module_paths,
                                                  const std::vector<std::string>& installed) {
    std::vector<UsbNetworkModule> modules;
    for (const auto& [module, package] : kUsbNetworkModules) {
        const bool has_file = has_module_file(module_paths, module);
        const bool registered = contains(installed, package);
        if (has_file || registered) modules.push_back({module, package, has_file, registered});
    }
    return modules;
}

}  // namespace

std::vector<std::string> parse_opkg_status(std::string_view text) {
    std::vector<std::string> names;
    for (const std::string& line : base::split(text, '\n')) {
        if (auto name = value_of(line, "Package:")) names.push_back(*name);
        const auto status = value_of(line, "Status:");
        if (status && !status->ends_with(" installed") && !names.empty()) names.pop_back();
    }
    return names;
}

std::vector<std::string> parse_apk_installed(std::string_view text) {
    std::vector<std::string> names;
    for (const std::string& line : base::split(text, '\n')) {
        if (auto name = value_of(line, "P:")) names.push_back(*name);
    }
    return names;
}

Packages read_packages(const Squashfs& root, const base::Deadline& deadline) {
    const std::vector<std::string> paths = root.list({"lib/modules", kOpkgStatus, kApkInstalled}, deadline);
    Packages packages;
    if (contains(paths, kApkInstalled)) {
        packages.manager = PackageManager::kApk;
        packages.installed = parse_apk_installed(root.read(kApkInstalled, deadline));
    } else if (contains(paths, kOpkgStatus)) {
        packages.manager = PackageManager::kOpkg;
        packages.installed = parse_opkg_status(root.read(kOpkgStatus, deadline));
    }
    packages.usb_network_modules = usb_network_modules(paths, packages.installed);
    return packages;
}

}  // namespace tetherlab::image
