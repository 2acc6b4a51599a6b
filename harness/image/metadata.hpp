// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/image/problem.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::image {

// What an image says about itself, "version" in its metadata.
struct ImageVersion {
    std::string distribution;  // "OpenWrt"
    std::string version;       // "SNAPSHOT", "25.12.5"
    std::string revision;      // "r34567-abcdef0123": what the running router reports as release.revision
    std::string target;        // "ramips/mt7621"
    std::string board;         // "dlink_dir-3040-a1", with '_'

    bool operator==(const ImageVersion&) const = default;
};

// The metadata of a sysupgrade image (openwrt/openwrt 3d1645e, include/image-commands.mk, metadata_json).
struct Metadata {
    std::string compat_version = "1.0";
    std::string compat_message;
    std::vector<std::string> devices;  // the list sysupgrade consults, e.g. "dlink,dir-3040-a1"
    ImageVersion version;

    bool operator==(const Metadata&) const = default;
};

// Takes devices from `supported_devices` when compat_version is exactly 1.0, else from
// `new_supported_devices`: the other one holds a sentence for old routers then. Throws FormatError when
// `json` is no object or an entry is of the wrong type; entries that are absent stay empty.
Metadata parse_metadata(std::string_view json);

// The object that the OpenWrt build writes, keys in its order, on one line without the newline.
std::string to_json(const Metadata& metadata);

// The running router, as its sysupgrade sees itself.
struct Device {
    std::string board_name;              // /tmp/sysinfo/board_name
    std::string compat_version = "1.0";  // uci system.@system[0].compat_version
};

enum class Settings { kKeep, kDiscard };  // sysupgrade, sysupgrade -n

struct Acceptance {
    bool accepted = false;
    std::vector<std::string> messages;  // sysupgrade's own, line by line; empty when accepted
};

// What fwtool_check_image does (openwrt/openwrt 3d1645e, package/base-files/files/lib/upgrade/fwtool.sh).
Acceptance check_device(const Metadata& metadata, const Device& device, Settings settings);

}  // namespace tetherlab::image
