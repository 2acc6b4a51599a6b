// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/flash/outcome.hpp"
#include "harness/flash/recovery_lab.hpp"
#include "harness/image/metadata.hpp"

#include <filesystem>

namespace tetherlab::flash {

// sysupgrade where the router boots. One that does not, before or after that, is walked down the ways back:
// reboot, power cycle, boot loader and TFTP, the vendor's page. A dead one is kBricked, with what was seen at
// each. The walk has its own time, `lab.time`. Throws base::Error for faults of the lab only, among them a
// dead router for which a way could not be tried.
Outcome flash(const Target& target, const RecoveryLab& lab, const std::filesystem::path& image,
              image::Settings settings, const base::Deadline& deadline);

}  // namespace tetherlab::flash
