// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/reset_watch.hpp"

#include <utility>

namespace tetherlab::agent {
namespace {

// A port reset takes 10 ms at least, 60 ms on a root hub (drivers/usb/core/hub.h, 6.1). A state that reads
// the same sooner was announced twice.
constexpr base::Milliseconds kShortest{20};

// By this machine's host, and again after usbredirhost's reset.
constexpr int kOwnConfigurations = 2;

}  // namespace

int ResetWatch::see(std::string_view state, Time at) {
    if (state == "not attached") {
        configured_ = 0;
        counting_ = false;
    }
    if (state == "configured") ++configured_;
    if (state != "default") return 0;
    const bool again = at - last_ < kShortest;
    last_ = at;
    if (again) return 0;
    return chain_ == Chain::kRouter ? 1 : count_stock();
}

int ResetWatch::count_stock() {
    if (configured_ < kOwnConfigurations) return 0;
    return std::exchange(counting_, true) ? 1 : 2;
}

}  // namespace tetherlab::agent
