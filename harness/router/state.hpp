// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace tetherlab::router {

enum class State {
    kOff,
    kBootloader,  // at the boot loader's prompt
    kBadKernel,   // at the boot loader's prompt; it refused the kernel in flash
    kKernel,      // Linux has started
    kPanic,       // Linux gave up: no root file system, init died
    kRecovery,    // a system in RAM, loaded over the network, answers on its shell
    kShell,       // the firmware answers on its shell
};

// "off", "boot loader", "bad kernel", "kernel", "panic", "recovery", "shell".
const char* to_text(State state);

// What moves a router, and where to. A second state is the router's misfortune, not a fault of the lab.
enum class Action {
    kPowerOn,     // kBootloader
    kBootFlash,   // kKernel or kBadKernel: the boot loader verifies the kernel in flash and starts it
    kAwaitShell,  // kShell or kPanic
    kPowerOff,    // kOff
};

// As a step event is called: "router: power on", …
const char* to_text(Action action);

// One row of the table: what to do in `from` on the way to `wanted`.
struct Transition {
    State from;
    State wanted;
    Action action;
};

std::span<const Transition> transitions();

// The row for going from `from` towards `wanted`, or nullptr when there is no way: misfortunes cannot be
// asked for, and out of one the power has to go off first.
const Transition* next_transition(State from, State wanted);

}  // namespace tetherlab::router
