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

// sysupgrade over ssh from whatever firmware runs, with `image` inspected before anything else. Steps:
// "flash: inspect", those of the router, "flash: upload", "flash: check", "flash: write", the router's again,
// "flash: prove". Throws base::Error for faults of the lab only.
Outcome sysupgrade(const Target& target, const std::filesystem::path& image, image::Settings settings,
                   const base::Deadline& deadline);

// The part of it for a router at its shell or in a recovery system, with an image that passed inspect(): from
// the upload to the proof, which compares the running revision with `revision`. OpenWrt's sysupgrade reports
// success after failed writes (openwrt/openwrt#22486), so neither that nor a reboot proves anything.
Outcome write(const Target& target, const std::filesystem::path& image, const std::string& revision,
              image::Settings settings, const base::Deadline& deadline);

// release.revision of `ubus call system board`. Throws base::Error when the answer has none.
std::string running_revision(router::Shell& shell, const base::Deadline& deadline);

}  // namespace tetherlab::flash
