// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/temporary_folder.hpp"
#include "lab/virtual/wire/usb_device.hpp"

#include <filesystem>
#include <fstream>
#include <string>

namespace tetherlab::wire::testing {

// A sysfs and a /dev with USB devices in them.
class FakeUsb {
public:
    struct Device {
        std::string path;  // below /sys/devices
        UsbDevice device{1, 2};
        std::string identity = "0e8d:2028";
        std::string manufacturer = {};
        std::string product = {};
        bool bound = true;  // to the kernel's driver of devices
        bool node = true;   // has one in usbfs
    };

    FakeUsb() { std::filesystem::create_directories(sysfs() / "bus/usb/devices"); }

    std::filesystem::path sysfs() const { return folder_.path() / "sys"; }

    std::filesystem::path dev() const { return folder_.path() / "dev"; }

    // Returns its folder in sysfs.
    std::filesystem::path add(const Device& added) {
        namespace fs = std::filesystem;
        const fs::path path = sysfs() / "devices" / added.path;
        fs::create_directories(path);
        write(path / "busnum", std::to_string(added.device.bus));
        write(path / "devnum", std::to_string(added.device.number));
        write(path / "idVendor", added.identity.substr(0, 4));
        write(path / "idProduct", added.identity.substr(5));
        if (!added.manufacturer.empty()) write(path / "manufacturer", added.manufacturer);
        if (!added.product.empty()) write(path / "product", added.product);
        if (added.bound) fs::create_directory(path / "driver");
        fs::create_directory_symlink(path, sysfs() / "bus/usb/devices" / path.filename());
        if (added.node) {
            const fs::path node = added.device.node(dev());
            fs::create_directories(node.parent_path());
            write(node, "");
        }
        return path;
    }

    // As when a driver is bound to an interface of the device with that folder.
    void bind(const std::filesystem::path& device, const std::string& interface, const std::string& driver) {
        std::filesystem::create_directories(device / interface);
        std::filesystem::create_directory_symlink(sysfs() / "bus/usb/drivers" / driver,
                                                  device / interface / "driver");
    }

private:
    static void write(const std::filesystem::path& file, const std::string& text) {
        std::ofstream(file) << text << '\n';
    }

    base::TemporaryFolder folder_;
};

}  // namespace tetherlab::wire::testing
