// SPDX-License-Identifier: Apache-2.0
#include "gadget/configfs/udc.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace tetherlab::configfs {

Udc::Udc(std::string name, std::filesystem::path folder)
    : name_(std::move(name)), folder_(std::move(folder)) {}

std::vector<std::string> Udc::list(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    std::error_code missing;  // the folder appears with the kernel's udc_core module
    for (const auto& entry : std::filesystem::directory_iterator(folder, missing)) {
        names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

Udc Udc::choose(const std::string& name, const std::filesystem::path& folder) {
    const std::vector<std::string> names = list(folder);
    if (names.empty()) {
        throw base::Error("find UDC in", folder.string(),
                          "there is none; load a driver (dwc2, dummy_hcd, …)");
    }
    if (name.empty() && names.size() == 1) return Udc(names.front(), folder);
    if (std::find(names.begin(), names.end(), name) != names.end()) return Udc(name, folder);
    const std::string reason = name.empty() ? "several, so one must be named" : "no such UDC; there is";
    throw base::Error("find UDC", name.empty() ? folder.string() : name,
                      fmt::format("{}: {}", reason, base::join(names, ", ")));
}

std::string Udc::state() const {
    return std::string(base::trim(base::read_file(path() / "state")));
}

profile::Speed Udc::maximum_speed() const {
    return base::read_file(path() / "maximum_speed").starts_with("super-speed") ? profile::Speed::kSuper
                                                                                : profile::Speed::kHigh;
}

StateWatch::StateWatch(const Udc& udc) : name_(udc.name()) {
    const std::filesystem::path file = udc.path() / "state";
    fd_ = base::UniqueFd(base::check(::open(file.c_str(), O_RDONLY | O_CLOEXEC), "open", file.string()));
}

std::string StateWatch::read() {
    std::array<char, 64> text{};
    const ssize_t n = ::pread(fd_.get(), text.data(), text.size(), 0);
    base::check(static_cast<int>(n), "read state of UDC", name_);
    return std::string(base::trim({text.data(), static_cast<std::size_t>(n)}));
}

StateWatch::Wake StateWatch::wait(const base::Deadline& deadline, int stop_fd) {
    for (;;) {
        std::array<pollfd, 2> items{{{fd_.get(), POLLPRI | POLLERR, 0}, {stop_fd, POLLIN, 0}}};
        const int ready = ::poll(items.data(), items.size(), deadline.poll_timeout());
        if (ready < 0 && errno == EINTR) continue;
        base::check(ready, "poll state of UDC", name_);
        if (items[1].revents != 0) return Wake::kStop;
        return ready > 0 ? Wake::kChange : Wake::kTimeout;
    }
}

}  // namespace tetherlab::configfs
