// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/unique_fd.hpp"
#include "gadget/profile/profile.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::configfs {

inline constexpr const char* kUdcFolder = "/sys/class/udc";

// States as usb_state_string() spells them (drivers/usb/common/common.c, Linux 6.1). A dwc2 shows these two
// only.
inline constexpr std::string_view kNotAttached = "not attached";

// A USB device controller in sysfs. Holds no resources: the gadget bound to it does.
class Udc {
public:
    explicit Udc(std::string name, std::filesystem::path folder = kUdcFolder);

    // The names of all UDCs, in alphabetical order.
    static std::vector<std::string> list(const std::filesystem::path& folder = kUdcFolder);

    // The UDC named, or the only one when `name` is empty. Throws base::Error with what there is.
    static Udc choose(const std::string& name, const std::filesystem::path& folder = kUdcFolder);

    const std::string& name() const { return name_; }

    // The literal text of the attribute `state`, for example "not attached".
    std::string state() const;

    // What the controller is capable of at most (attribute `maximum_speed`).
    profile::Speed maximum_speed() const;

    std::filesystem::path path() const { return folder_ / name_; }

private:
    std::string name_;
    std::filesystem::path folder_;
};

// Reads the state of a UDC and waits for changes. sysfs_notify() wakes poll(2) with POLLPRI after each read;
// quick changes may coalesce, so what is read is always the newest state, not each one passed through.
class StateWatch {
public:
    explicit StateWatch(const Udc& udc);

    // Throws SystemError with ENODEV when the UDC is gone.
    std::string read();

    enum class Wake {
        kChange,  // the state was announced anew since the last read()
        kStop,    // `stop_fd` is readable
        kTimeout,
    };

    // `stop_fd` -1: none.
    Wake wait(const base::Deadline& deadline, int stop_fd = -1);

private:
    std::string name_;
    base::UniqueFd fd_;
};

}  // namespace tetherlab::configfs
