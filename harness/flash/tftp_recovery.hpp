// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "harness/flash/outcome.hpp"

#include <filesystem>
#include <string>

namespace tetherlab::flash {

// Files and addresses for a router that no longer boots.
struct RecoveryLab {
    base::Argv in_network;          // argv prefix that enters the lab's network
    std::filesystem::path run_dir;  // for the TFTP server's messages
    std::filesystem::path kernel;   // uImage; served, so in one folder with
    std::filesystem::path initrd;   // a system that runs from RAM, cpio.gz
    std::string server_address = "192.168.1.2";
    std::string router_address = "192.168.1.1";
};

// From the boot loader's prompt: loads a system into RAM over TFTP and writes the inspected image from there.
// Steps: "flash: inspect", the router's, and those of write().
Outcome tftp_recovery(const Target& target, const RecoveryLab& lab, const std::filesystem::path& image,
                      const base::Deadline& deadline);

}  // namespace tetherlab::flash
