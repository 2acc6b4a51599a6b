// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/event/event.hpp"
#include "harness/image/metadata.hpp"
#include "harness/router/router.hpp"
#include "harness/router/shell.hpp"

#include <filesystem>
#include <functional>
#include <string>

namespace tetherlab::flash {

// What the recipes work on; the caller keeps it alive.
struct Target {
    router::Router& router;
    router::Shell& shell;
    event::Log& log;
    // Gives the lab host an address next to the router's and points `shell` at the router: a flash that
    // discards the settings moves the router back to its default address.
    std::function<void(const std::string& router_address)> follow;
};

enum class Result {
    kFlashed,     // the image's revision runs
    kRefused,     // the image failed the checks on this host; the router was not touched
    kRejected,    // the router's own `sysupgrade -T` failed; nothing was written
    kAborted,     // sysupgrade ended without rebooting; the old firmware still runs
    kNotWritten,  // the router rebooted as after a success and runs another revision
    kBricked,     // the router rebooted and does not boot: TFTP recovery is next
};

// "flashed", "refused", …
const char* to_text(Result result);

struct Outcome {
    Result result;
    std::string reason;    // a sentence for everything but kFlashed
    std::string revision;  // running at the end, where the router answers
};

// sysupgrade over ssh, from a router that can be brought to its shell, with `image` inspected before and the
// running revision compared after. Phases are steps: "flash: inspect", "flash: upload", "flash: check",
// "flash: write", "flash: boot", "flash: prove". Throws base::Error for faults of the lab only.
Outcome sysupgrade(const Target& target, const std::filesystem::path& image, image::Settings settings,
                   const base::Deadline& deadline);

// Files and addresses for a router that no longer boots.
struct RecoveryLab {
    base::Argv in_network;          // argv prefix that enters the lab's network
    std::filesystem::path run_dir;  // for the TFTP server's files
    std::filesystem::path kernel;   // uImage
    std::filesystem::path initrd;   // cpio.gz
    std::string server_address = "192.168.1.2";
    std::string router_address = "192.168.1.1";
};

// From the boot loader's prompt: loads a system into RAM over TFTP and flashes from there.
Outcome tftp_recovery(const Target& target, const RecoveryLab& lab, const std::filesystem::path& image,
                      const base::Deadline& deadline);

// The recipe that fits the state the router is found in: sysupgrade where it boots, else TFTP recovery; the
// latter also when the former left a brick.
Outcome flash(const Target& target, const RecoveryLab& lab, const std::filesystem::path& image,
              image::Settings settings, const base::Deadline& deadline);

}  // namespace tetherlab::flash
