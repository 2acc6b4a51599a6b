// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

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

// "boot loader", "bad kernel", …
const char* to_text(State state);

enum class Action {
    kPowerOn,
    kBootFlash,     // verify the kernel in flash and start it
    kBootRecovery,  // load a system over the network and start it
    kAwaitShell,
    kPowerOff,
};

const char* to_text(Action action);

// One row of the table: what to do in `from` to come nearer to `wanted`, and where that may lead. Outcomes
// other than the first are the router's misfortunes, not faults of the lab.
struct Transition {
    State from;
    State wanted;
    Action action;
    std::vector<State> outcomes;
};

std::span<const Transition> transitions();

// The row for going from `from` towards `wanted`, or nullptr when there is no way (kBadKernel cannot be asked
// for).
const Transition* next_transition(State from, State wanted);

}  // namespace tetherlab::router
