// SPDX-License-Identifier: Apache-2.0
#include "harness/router/state.hpp"

#include <algorithm>

namespace tetherlab::router {
namespace {

using enum State;
using enum Action;

// The way up is off → boot loader → kernel → shell. The only way down is the plug.
constexpr Transition kTransitions[] = {
    {kOff, kBootloader, kPowerOn},       {kOff, kKernel, kPowerOn},         {kOff, kShell, kPowerOn},
    {kBootloader, kKernel, kBootFlash},  {kBootloader, kShell, kBootFlash}, {kBootloader, kOff, kPowerOff},
    {kBadKernel, kOff, kPowerOff},       {kKernel, kShell, kAwaitShell},    {kKernel, kBootloader, kPowerOff},
    {kKernel, kOff, kPowerOff},          {kPanic, kBootloader, kPowerOff},  {kPanic, kOff, kPowerOff},
    {kRecovery, kBootloader, kPowerOff}, {kRecovery, kKernel, kPowerOff},   {kRecovery, kShell, kPowerOff},
    {kRecovery, kOff, kPowerOff},        {kShell, kBootloader, kPowerOff},  {kShell, kKernel, kPowerOff},
    {kShell, kOff, kPowerOff},
};

}  // namespace

const char* to_text(State state) {
    switch (state) {
        case kOff:
            return "off";
        case kBootloader:
            return "boot loader";
        case kBadKernel:
            return "bad kernel";
        case kKernel:
            return "kernel";
        case kPanic:
            return "panic";
        case kRecovery:
            return "recovery";
        case kShell:
            return "shell";
    }
    return "unknown";
}

const char* to_text(Action action) {
    switch (action) {
        case kPowerOn:
            return "router: power on";
        case kBootFlash:
            return "router: boot from flash";
        case kAwaitShell:
            return "router: wait for the shell";
        case kPowerOff:
            return "router: power off";
    }
    return "unknown";
}

std::span<const Transition> transitions() {
    return kTransitions;
}

const Transition* next_transition(State from, State wanted) {
    const auto* row = std::find_if(
        std::begin(kTransitions), std::end(kTransitions),
        [&](const Transition& candidate) { return candidate.from == from && candidate.wanted == wanted; });
    return row == std::end(kTransitions) ? nullptr : row;
}

}  // namespace tetherlab::router
