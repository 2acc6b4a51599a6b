// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/parameter.hpp"
#include "gadget/fault/stage.hpp"

#include <string>
#include <vector>

namespace tetherlab::fault {

// Of a hotspot that hears the router's bus resets as they happen.
inline constexpr const char* kResetCapability = "udc.reset";

// A named, parameterised misbehaviour: one file in kinds/, listed in catalogue.cpp.
struct Kind {
    std::string name;        // "brownout"
    std::string summary;     // one sentence
    std::string capability;  // "udc.detach", "udc.reset", "udc.ep0", "udc.data", "net", "vbus"
    std::vector<Parameter> parameters;
    std::vector<std::string>
        provokes;  // lines of the router's kernel log, or what else shows it; for the docs

    // Refuses combinations that no single range forbids: returns the reason, empty when fine. May be null.
    std::string (*check)(const Values& values) = nullptr;

    // Misbehaves, on a thread of its own, from firing to its end. Null for what needs hardware that no bench
    // with an agent has.
    void (*run)(Stage& stage, const Values& values) = nullptr;
};

}  // namespace tetherlab::fault
