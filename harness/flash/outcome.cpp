// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/outcome.hpp"

namespace tetherlab::flash {

const char* to_text(Result result) {
    switch (result) {
        case Result::kFlashed:
            return "flashed";
        case Result::kRefused:
            return "refused";
        case Result::kRejected:
            return "rejected";
        case Result::kAborted:
            return "aborted";
        case Result::kNotWritten:
            return "not written";
        case Result::kBricked:
            return "bricked";
    }
    return "unknown";
}

}  // namespace tetherlab::flash
