// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/flash/outcome.hpp"
#include "harness/image/metadata.hpp"

#include <filesystem>
#include <string>

namespace tetherlab::flash {

// The revision in the metadata of a sysupgrade image that passed the checks for a board, or why it did not.
struct Checked {
    std::string revision;
    std::string refusal;  // empty when it passed
};

// As the step "flash: inspect". Throws base::SystemError when `image` cannot be read.
Checked inspect(const Target& target, const std::filesystem::path& image);

// sysupgrade over ssh for a router at its shell or in a recovery system, with an image that passed inspect().
// Steps: "flash: upload", "flash: check", "flash: write", the router's, "flash: prove", which compares the
// running revision with `revision`. OpenWrt's sysupgrade reports success after failed writes
// (openwrt/openwrt#22486), so neither that nor a reboot proves anything. A router that falls silent is
// bricked. Throws base::Error for faults of the lab only.
Outcome write(const Target& target, const std::filesystem::path& image, const std::string& revision,
              image::Settings settings, const base::Deadline& deadline);

// The last part of it: waits for the shell of a router that has been started and compares revisions. A router
// that stays silent is bricked, as one that says why it does not boot.
Outcome boot_and_prove(const Target& target, const std::string& revision, const base::Deadline& deadline);

// release.revision of `ubus call system board`. Throws base::Error when the answer has none.
std::string running_revision(router::Shell& shell, const base::Deadline& deadline);

}  // namespace tetherlab::flash
