// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/yaml.hpp"
#include "harness/board/find_board.hpp"
#include "harness/console/link.hpp"
#include "harness/power/supply.hpp"
#include "harness/router/uci.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tetherlab::bench {

// The machine with the USB device controller, reached by ssh.
struct GadgetOverSsh {
    std::string host;
    std::string user = "root";
    int port = 22;
    std::string udc;  // empty: the only one it has

    std::string to_text() const;  // "root@hotspot-pi", "root@hotspot-pi port 2222"
};

// How to run a command there, which is to be appended as one word for a shell; ssh asks nobody. `options` as
// of ssh -o.
base::Argv ssh_to(const GadgetOverSsh& host, const std::vector<std::string>& options = {});

// The interface of this machine that is cabled to a LAN port of the router.
struct LabPort {
    std::string interface;
    std::vector<router::Ipv4Interface> addresses;  // all at the same time
};

// What there is for a router that does not come up, beside its reboot and its plug.
struct WaysBack {
    std::optional<std::filesystem::path> initramfs;   // for the boot loader, over TFTP
    std::optional<std::filesystem::path> initrd;      // … where its system is of two files
    std::optional<std::filesystem::path> page_image;  // for the vendor's page
    base::Argv press_reset = {};                      // holds the reset button and lets go
};

// What a bench with `bench: real` is made of; dir-3040-pi4.yaml says what each key means.
struct Hardware {
    board::Board board;
    console::Link serial;
    power::Supply power;
    std::optional<power::Supply> usb_power;  // of the port the hotspot is plugged into
    LabPort lab;
    GadgetOverSsh gadget;
    WaysBack ways_back = {};
};

// What the keys of such a bench are read with.
struct Surroundings {
    router::Ipv4Interface router_lan;
    const board::Boards& boards;
    std::filesystem::path folder;  // of the bench file
};

// Reads the keys that only such a bench has, and its board; those of every bench are the caller's. Throws
// base::ConfigError.
Hardware read_hardware(const base::YamlNode& root, const Surroundings& around);

}  // namespace tetherlab::bench
