// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/reset_watch.hpp"

#include <utility>

namespace tetherlab::agent {
namespace {

// A port reset takes 10 ms at least, 60 ms on a root hub (drivers/usb/core/hub.h, 6.1). A state that reads
// the same sooner was announced twice.
constexpr base::Milliseconds kShortest{20};

}  // namespace

bool ResetWatch::hears_router(std::string_view udc) {
    return udc.starts_with("tether_udc");
}

bool ResetWatch::see(std::string_view state, Time at) {
    if (state != "default") return false;
    return at - std::exchange(last_, at) >= kShortest;
}

}  // namespace tetherlab::agent
