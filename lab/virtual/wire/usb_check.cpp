// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/usb_check.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "gadget/base/unique_fd.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <set>
#include <vector>

namespace tetherlab::wire {

namespace {

namespace fs = std::filesystem;

std::string description(const PluggedDevice& device) {
    std::string text = fmt::format("{} at {}", device.identity, device.port);
    return device.name.empty() ? text : text + " (" + device.name + ")";
}

std::string description(const std::vector<PluggedDevice>& devices) {
    std::vector<std::string> texts;
    for (const PluggedDevice& device : devices) texts.push_back(description(device));
    return base::join(texts, ", ");
}

std::vector<PluggedDevice> alike(const std::vector<PluggedDevice>& all, const std::string& identity) {
    std::vector<PluggedDevice> found;
    std::copy_if(all.begin(), all.end(), std::back_inserter(found),
                 [&](const PluggedDevice& device) { return device.identity == identity; });
    return found;
}

PluggedDevice find(const fs::path& sysfs, const WithIdentity& wanted) {
    const auto fail = [&wanted](const std::string& reason) -> base::Error {
        return {"find", "USB device " + wanted.identity, reason};
    };
    if (!fs::exists(sysfs / "bus/usb"))
        throw fail(fmt::format("this machine has no USB bus ({} is missing)", (sysfs / "bus/usb").native()));
    const std::vector<PluggedDevice> all = plugged_devices(sysfs);
    const std::vector<PluggedDevice> found = alike(all, wanted.identity);
    if (all.empty()) throw fail("nothing is plugged into this machine");
    if (found.empty()) throw fail("it is not plugged in; there is " + description(all));
    if (!wanted.port.empty()) {
        for (const PluggedDevice& device : found)
            if (device.port == wanted.port) return device;
        throw fail(fmt::format("it is not at port {}; there is {}", wanted.port, description(found)));
    }
    if (found.size() > 1) throw fail("there is more than one, and no port says which: " + description(found));
    return found.front();
}

void check_permission(const PluggedDevice& device, const fs::path& node) {
    const base::UniqueFd fd(::open(node.c_str(), O_RDWR | O_CLOEXEC));
    if (fd) return;
    const int error = errno;
    std::string reason = std::strerror(error);
    if (error == EACCES || error == EPERM) reason += "; this takes root, or a udev rule for the device";
    if (error == ENOENT) reason += "; this machine has no usbfs, or the device has just gone";
    throw base::Error("open", fmt::format("{} for {}", node.native(), description(device)), reason);
}

// usbfs is the "driver" of interfaces that a program has claimed.
void check_free(const PluggedDevice& device) {
    std::set<std::string> claimed;
    std::error_code gone;
    for (const auto& entry : fs::directory_iterator(device.path, gone)) {
        const std::string name = entry.path().filename();
        if (!name.starts_with(device.port + ":")) continue;
        if (fs::read_symlink(entry.path() / "driver", gone).filename() == "usbfs") claimed.insert(name);
    }
    if (claimed.empty()) return;
    throw base::Error("take", description(device),
                      "another program has claimed its interface " + *claimed.begin());
}

}  // namespace

std::string check_device(const UsbPlaces& places, const WithIdentity& wanted) {
    const PluggedDevice device = find(places.sysfs, wanted);
    check_permission(device, device.device.node(places.dev));
    check_free(device);
    return description(device);
}

}  // namespace tetherlab::wire
