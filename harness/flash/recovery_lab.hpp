// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>

// What the lab has for a router that does not come up.
namespace tetherlab::flash {

// A system for the boot loader to load over TFTP, and who serves it.
struct TftpSystem {
    std::filesystem::path kernel;       // uImage; its folder is served
    std::filesystem::path initrd = {};  // a second file in that folder, cpio.gz; empty where there is none
    std::string server_address = "192.168.1.2";
    std::string router_address = "192.168.1.1";
};

// An image for the vendor's recovery page.
struct PageImage {
    std::string url;             // "http://192.168.0.1/"
    std::string router_address;  // "192.168.0.1"
    std::string field;           // of the form
    std::filesystem::path image;
    base::Argv press_reset = {};  // holds the reset button and lets go; empty where nothing can
};

struct RecoveryLab {
    base::Argv in_network;                // argv prefix that enters the lab's network
    std::filesystem::path run_dir;        // for messages of programs
    std::optional<TftpSystem> tftp = {};  // nothing: that way is not possible here
    std::optional<PageImage> page = {};   // likewise
    base::Milliseconds time{900'000};     // for the whole walk down
    std::stop_token stop = {};            // ends it before the next rung
};

}  // namespace tetherlab::flash
