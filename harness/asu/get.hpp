// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/asu/build_request.hpp"
#include "harness/asu/http.hpp"
#include "harness/asu/store.hpp"
#include "harness/event/event.hpp"

#include <stop_token>
#include <string>
#include <vector>

// Images that an attended-sysupgrade server (openwrt/asu) builds: asking, waiting, downloading.
namespace tetherlab::asu {

inline constexpr const char* kServer = "https://sysupgrade.openwrt.org";

// What each phase may take at most. A server of openwrt/asu gives up a build after 10 min.
struct Times {
    base::Milliseconds answer{60'000};  // one answer
    base::Milliseconds build{30 * 60'000};
    base::Milliseconds download{10 * 60'000};
    base::Milliseconds poll{5'000};  // between two questions how far the build is
};

struct Order {
    std::string server = kServer;  // "https://HOST[:PORT][/PATH]"
    BuildRequest request;
    std::vector<std::string> needed = {};  // packages that the build is worth nothing without
    ImageKind kind = ImageKind::kSysupgrade;
    Times times = {};
};

struct Delivery {
    Build build;
    Image image = {};
    std::filesystem::path file = {};
    bool downloaded = false;  // false: it was in the store
};

// Has the build made, or finds that it is there, and gets the image unless the store has it. Steps "ask",
// "build" and "download" and notes of the queue go to `log`.
//
// Throws base::ConfigError when the server refuses the order, and base::Error for everything else: a build
// that failed names the packages that it failed on, one that left a needed package out names that.
Delivery get(const Order& order, Http& http, const Store& store, event::Log& log,
             const base::Deadline& deadline, const std::stop_token& stop);

}  // namespace tetherlab::asu
