// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/reset_watch.hpp"

namespace tetherlab::agent {
namespace {

// A port reset takes 10 ms at least, 60 ms on a root hub (drivers/usb/core/hub.h, 6.1). A state that reads
// the same sooner was announced twice.
constexpr base::Milliseconds kShortest{20};

// QEMU's xHCI resets the device at the port reset and at the Address Device command that follows, 125 ms
// later, 268 ms at most (QEMU 7.2, hw/usb/hcd-xhci.c).
constexpr base::Milliseconds kPair{450};

}  // namespace

bool ResetWatch::see(std::string_view state, Time at) {
    if (state == "not attached") enumerated_ = pair_open_ = false;
    if (state == "configured") enumerated_ = true;
    if (state != "default") return false;
    const bool again = at - last_ < kShortest;
    last_ = at;
    if (again) return false;
    return chain_ == Chain::kRouter || fold(at);
}

bool ResetWatch::fold(Time at) {
    if (!enumerated_) return false;
    pair_open_ = !(pair_open_ && at - counted_ < kPair);
    if (pair_open_) counted_ = at;
    return pair_open_;
}

}  // namespace tetherlab::agent
