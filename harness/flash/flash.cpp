// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/flash.hpp"

namespace tetherlab::flash {

Outcome flash(const Target& target, const RecoveryLab& lab, const std::filesystem::path& image,
              image::Settings settings, const base::Deadline& deadline) {
    Outcome outcome = sysupgrade(target, image, settings, deadline);
    if (outcome.result != Result::kBricked) return outcome;
    target.log.emit(event::Kind::kNote, "flash",
                    {{"text", "the router does not boot, so over TFTP: " + outcome.reason}});
    return tftp_recovery(target, lab, image, deadline);
}

}  // namespace tetherlab::flash
