// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/tests/vm/gadget_host.hpp"

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/text.hpp"

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace tetherlab::agent {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

void add_entries(const fs::path& folder, const std::string& prefix, std::vector<std::string>& found) {
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator(folder, missing)) {
        if (entry.path().filename().string().starts_with(prefix)) found.push_back(entry.path());
    }
}

void add_lines(const std::string& text, std::vector<std::string>& found) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) found.push_back(line);
}

}  // namespace

std::string profile_text(const std::string& name) {
    return base::read_file("/tests/profiles/" + name + ".yaml");
}

std::vector<std::string> traces() {
    std::vector<std::string> found;
    add_entries("/sys/kernel/config/usb_gadget", "", found);
    add_entries("/run/netns", "", found);
    add_entries("/sys/class/net", "usb", found);
    add_lines(shell("pgrep -l dnsmasq || true"), found);
    return found;
}

std::string seen_device() {
    std::ifstream devices("/sys/kernel/debug/usb/devices");
    std::string block;
    bool wanted = false;
    for (std::string line; std::getline(devices, line);) {
        if (line.starts_with("T:"))
            wanted = line.find("Lev=01") != std::string::npos;
        else if (wanted && !line.empty())
            block += line + "\n";
    }
    return block;
}

std::vector<std::string> kernel_complaints() {
    std::vector<std::string> found;
    add_lines(shell("dmesg | grep -E 'WARNING|BUG|Oops|refcount|general protection|use-after-free|Call "
                    "Trace' || true"),
              found);
    return found;
}

void wait_until(const std::string& what, const std::function<bool()>& true_now) {
    const base::Deadline deadline(20s);
    while (!true_now()) {
        if (deadline.expired()) base::throw_timeout(what, deadline);
        ::usleep(10'000);
    }
}

std::string shell(const std::string& command) {
    return base::run_checked({"sh", "-c", command}, base::Deadline(60s));
}

}  // namespace tetherlab::agent
