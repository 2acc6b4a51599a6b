// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/event/event.hpp"
#include "harness/image/board.hpp"
#include "harness/router/router.hpp"
#include "harness/router/shell.hpp"

#include <functional>
#include <string>

// How a flash is asked for and how it ends.
namespace tetherlab::flash {

// Of a router whose settings are gone.
inline constexpr auto kDefaultAddress = "192.168.1.1";

// What the recipes work on; the caller keeps it alive.
struct Target {
    router::Router& router;
    router::Shell& shell;
    event::Log& log;
    image::Board board;  // what an image has to fit
    // Gives the lab host an address next to the router's and points `shell` at the router: a flash that
    // discards the settings moves the router back to its default address.
    std::function<void(const std::string& router_address)> follow;
};

enum class Result {
    kFlashed,     // the image's revision runs
    kRefused,     // the image failed the checks on this host; the router was not touched
    kRejected,    // the router's own `sysupgrade -T` failed; nothing was written
    kAborted,     // sysupgrade ended without a reboot; the old firmware still runs
    kNotWritten,  // the router rebooted as after a success and runs another revision
    kBricked,     // the router does not boot; trouble is in `reason`
};

// "flashed", "refused", …
const char* to_text(Result result);

struct Outcome {
    Result result;
    std::string reason = {};    // for everything but kFlashed
    std::string revision = {};  // what runs at the end, where the router answers
};

}  // namespace tetherlab::flash
