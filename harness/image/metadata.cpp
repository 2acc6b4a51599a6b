// SPDX-License-Identifier: Apache-2.0
#include "harness/image/metadata.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include <nlohmann/json.hpp>

namespace tetherlab::image {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFirstCompatVersion = "1.0";

[[noreturn]] void refuse(const std::string& expected, const std::string& got) {
    throw FormatError({"Invalid image metadata", 0, expected, got});
}

std::string string_in(const Json& object, const std::string& key) {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    if (!found->is_string()) refuse(fmt::format("a string in {}", key), found->type_name());
    return found->get<std::string>();
}

std::vector<std::string> strings_in(const Json& object, const std::string& key) {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    const auto is_string = [](const Json& value) { return value.is_string(); };
    if (!found->is_array() || !std::ranges::all_of(*found, is_string)) {
        refuse(fmt::format("a list of strings in {}", key),
               found->is_array() ? "other entries" : found->type_name());
    }
    return found->get<std::vector<std::string>>();
}

ImageVersion version_in(const Json& object) {
    const auto found = object.find("version");
    if (found == object.end()) return {};
    if (!found->is_object()) refuse("an object in version", found->type_name());
    return {string_in(*found, "dist"), string_in(*found, "version"), string_in(*found, "revision"),
            string_in(*found, "target"), string_in(*found, "board")};
}

// What the build puts into supported_devices so that routers without compat_version print why they refuse.
std::string sentence_for_old_routers(const Metadata& metadata) {
    const std::string reason = metadata.compat_message.empty()
                                   ? "Please check documentation ..."
                                   : fmt::format("Reason: {}", metadata.compat_message);
    return fmt::format(
        "{} - Image version mismatch: image {}, device 1.0. Please wipe config during upgrade (force "
        "required) or "
        "reinstall. {}",
        fmt::join(metadata.devices, " "), metadata.compat_version, reason);
}

// ${version%.*} of the shell.
std::string_view major_of(std::string_view version) {
    return version.substr(0, version.rfind('.'));
}

Acceptance refused(std::string message, const std::string& more) {
    Acceptance acceptance{false, {std::move(message)}};
    if (!more.empty()) acceptance.messages.push_back(more);
    return acceptance;
}

}  // namespace

Metadata parse_metadata(std::string_view json) {
    const Json object = Json::parse(json, nullptr, /*allow_exceptions=*/false);
    if (!object.is_object()) refuse("a JSON object", object.is_discarded() ? "no JSON" : object.type_name());
    Metadata metadata;
    if (std::string compat = string_in(object, "compat_version"); !compat.empty())
        metadata.compat_version = compat;
    metadata.compat_message = string_in(object, "compat_message");
    const bool first = metadata.compat_version == kFirstCompatVersion;
    metadata.devices = strings_in(object, first ? "supported_devices" : "new_supported_devices");
    metadata.version = version_in(object);
    return metadata;
}

std::string to_json(const Metadata& metadata) {
    Json object;
    object["metadata_version"] = "1.1";
    object["compat_version"] = metadata.compat_version;
    if (!metadata.compat_message.empty()) object["compat_message"] = metadata.compat_message;
    if (metadata.compat_version == kFirstCompatVersion) {
        object["supported_devices"] = metadata.devices;
    } else {
        object["new_supported_devices"] = metadata.devices;
        object["supported_devices"] = {sentence_for_old_routers(metadata)};
    }
    object["version"] = {{"dist", metadata.version.distribution},
                         {"version", metadata.version.version},
                         {"revision", metadata.version.revision},
                         {"target", metadata.version.target},
                         {"board", metadata.version.board}};
    return object.dump();
}

Acceptance check_device(const Metadata& metadata, const Device& device, Settings settings) {
    if (std::ranges::find(metadata.devices, device.board_name) == metadata.devices.end()) {
        return refused(fmt::format("Device {} not supported by this image", device.board_name),
                       fmt::format("Supported devices: {}", fmt::join(metadata.devices, " ")));
    }
    const std::string change = fmt::format("{}->{}", device.compat_version, metadata.compat_version);
    if (major_of(device.compat_version) != major_of(metadata.compat_version)) {
        return refused(
            fmt::format("The device is supported, but this image is incompatible for sysupgrade based on "
                        "the image version ({}).",
                        change),
            metadata.compat_message);
    }
    if (device.compat_version != metadata.compat_version && settings == Settings::kKeep) {
        return refused(
            fmt::format("The device is supported, but the config is incompatible to the new image ({}). "
                        "Please upgrade without keeping config (sysupgrade -n).",
                        change),
            metadata.compat_message);
    }
    return {true, {}};
}

}  // namespace tetherlab::image
