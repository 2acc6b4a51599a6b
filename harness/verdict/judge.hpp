// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"
#include "harness/observe/observer.hpp"
#include "harness/verdict/assertion.hpp"
#include "harness/verdict/verdict.hpp"
#include "harness/verify/comparison.hpp"

#include <optional>
#include <string>

namespace tetherlab::verdict {

struct Result {
    Verdict verdict = Verdict::kSkipped;
    std::string expected;  // verdict::expected() of the assertion
    std::string got;       // what the facts say; empty after an error
    std::string reason;    // of an error: what is not known or not as it should be in the lab; else empty
    std::optional<Replay> replay = std::nullopt;                  // of a replayed timeline
    std::optional<verify::Comparison> comparison = std::nullopt;  // of descriptors with a profile
};

// Pure. `hotspot` is the emulated profile as the bench can show it (a bcdUSB its UDC cannot do replaced),
// `extent` what of it the descriptors have to be: kProfile for a real hotspot. Never skipped. A fact that is
// missing, or a hotspot that differs from its profile, is an error and not a fail.
Result judge(const Assertion& assertion, const observe::Facts& facts, const profile::Profile& hotspot,
             verify::Extent extent = verify::Extent::kDescriptors);

}  // namespace tetherlab::verdict
