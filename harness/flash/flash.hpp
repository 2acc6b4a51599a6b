// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/flash/outcome.hpp"
#include "harness/flash/sysupgrade.hpp"
#include "harness/flash/tftp_recovery.hpp"
#include "harness/image/metadata.hpp"

#include <filesystem>

namespace tetherlab::flash {

// The recipe that fits the router: sysupgrade where it boots, TFTP recovery where it does not, before or
// after that.
Outcome flash(const Target& target, const RecoveryLab& lab, const std::filesystem::path& image,
              image::Settings settings, const base::Deadline& deadline);

}  // namespace tetherlab::flash
