// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/flash.hpp"

#include "gadget/base/error.hpp"
#include "harness/flash/revive.hpp"
#include "harness/flash/sysupgrade.hpp"

namespace tetherlab::flash {

Outcome flash(const Target& target, const RecoveryLab& lab, const std::filesystem::path& image,
              image::Settings settings, const base::Deadline& deadline) {
    const Checked checked = inspect(target, image);
    if (!checked.refusal.empty()) return {Result::kRefused, checked.refusal};
    const Firmware firmware{image, checked.revision};
    if (target.router.bring_to(router::State::kShell, deadline) != router::State::kShell) {
        if (const auto end = revive(target, lab, firmware, target.router.trouble())) return *end;
    }
    Outcome outcome = write(target, image, checked.revision, settings, deadline);
    if (outcome.result != Result::kBricked) return outcome;
    if (const auto end = revive(target, lab, firmware, outcome.reason)) return *end;
    return boot_and_prove(target, checked.revision, base::Deadline(lab.time));
}

}  // namespace tetherlab::flash
