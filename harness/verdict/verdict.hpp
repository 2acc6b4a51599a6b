// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tetherlab::verdict {

// How an assertion, a step or a whole run ended. A rig problem is never a router problem, and the other way
// round.
enum class Verdict {
    kPass,
    kFail,     // the router did wrong
    kError,    // the rig or the lab did
    kSkipped,  // not tried: a capability is missing, or something before it went wrong
};

// "pass", "fail", "error", "skipped"
constexpr const char* to_text(Verdict verdict) {
    switch (verdict) {
        case Verdict::kPass:
            return "pass";
        case Verdict::kFail:
            return "fail";
        case Verdict::kError:
            return "error";
        case Verdict::kSkipped:
            return "skipped";
    }
    return "unknown";
}

}  // namespace tetherlab::verdict
