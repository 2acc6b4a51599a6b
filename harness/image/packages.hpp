// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/image/squashfs.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::image {

// A kernel module that can drive a hotspot, and the package that ships it.
struct UsbNetworkModule {
    std::string module;       // "rndis_host"
    std::string package;      // "kmod-usb-net-rndis"
    bool has_file = false;    // /lib/modules/*/MODULE.ko
    bool registered = false;  // in the opkg or apk database

    bool operator==(const UsbNetworkModule&) const = default;
};

enum class PackageManager { kNone, kOpkg, kApk };

// What a root file system ships.
struct Packages {
    PackageManager manager = PackageManager::kNone;
    std::vector<std::string> installed;                 // package names, in the order of the database
    std::vector<UsbNetworkModule> usb_network_modules;  // those with a file or a database entry

    bool operator==(const Packages&) const = default;
};

// Names of the installed packages in opkg's /usr/lib/opkg/status: stanzas of "Package: NAME" and
// "Status: install user installed"; one without Status counts as installed.
std::vector<std::string> parse_opkg_status(std::string_view text);

// The same from apk's /lib/apk/db/installed: stanzas with "P:NAME".
std::vector<std::string> parse_apk_installed(std::string_view text);

// Throws like Squashfs.
Packages read_packages(const Squashfs& root, const base::Deadline& deadline);

}  // namespace tetherlab::image
