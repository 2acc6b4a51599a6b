// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/device.hpp"
#include "harness/importer/function.hpp"

#include <string>
#include <vector>

namespace tetherlab::importer {

enum class Decision {
    kProfile,  // a hotspot that can be emulated
    kRefused,  // a phone, modem or hotspot that cannot, or not from this text
    kIgnored,  // something else
};

struct Outcome {
    Decision decision = Decision::kIgnored;
    std::string reason;  // "RNDIS on interface 0", "MBIM only", "hub"
};

// What becomes of a device, by what the texts say of it.
Outcome decide(const Device& device);

// Whether a gadget function of Linux can stand for it, and its data interface is known.
bool can_be_emulated(const NetworkFunction& function);

}  // namespace tetherlab::importer
