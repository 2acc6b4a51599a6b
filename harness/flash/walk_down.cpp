// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/walk_down.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::flash {
namespace {

// Nothing when the router is up again.
std::optional<Attempt> climb(const Rung& rung, event::Log& log) {
    try {
        const auto evidence = event::step(log, "recover: " + rung.name, rung.climb);
        if (!evidence) return std::nullopt;
        return Attempt{rung.name, Attempt::End::kDown, *evidence};
    } catch (const base::TimeoutError& silence) {
        return Attempt{rung.name, Attempt::End::kDown, silence.what()};
    } catch (const base::Error& fault) {
        return Attempt{rung.name, Attempt::End::kFault, fault.what()};
    }
}

}  // namespace

Descent walk_down(const std::vector<Rung>& rungs, event::Log& log, const std::stop_token& stop) {
    Descent descent;
    for (const Rung& rung : rungs) {
        const std::optional<Attempt> failed = climb(rung, log);
        if (stop.stop_requested()) throw base::Error("bring back", "the router", "asked to stop");
        if (!failed) {
            descent.back_by = rung.name;
            break;
        }
        log.emit(event::Kind::kNote, "recover", {{"text", rung.name + ": " + failed->evidence}});
        descent.failed.push_back(*failed);
    }
    return descent;
}

std::string to_text(const std::vector<Attempt>& attempts) {
    std::vector<std::string> lines;
    for (const Attempt& attempt : attempts)
        lines.push_back(fmt::format("{}: {}{}", attempt.rung,
                                    attempt.end == Attempt::End::kFault ? "could not be tried: " : "",
                                    attempt.evidence));
    return base::join(lines, "; ");
}

bool lab_failed(const Descent& descent) {
    return std::ranges::any_of(descent.failed,
                               [](const Attempt& attempt) { return attempt.end == Attempt::End::kFault; });
}

}  // namespace tetherlab::flash
