// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/image/board.hpp"
#include "harness/router/dialogue.hpp"
#include "harness/router/uci.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// A router's model as data: a new one is a file in lab/boards/ and no code.
namespace tetherlab::board {

struct Partition {
    std::string name;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;

    std::uint64_t end() const { return offset + size; }
};

// As the running firmware names them.
struct Ports {
    std::vector<std::string> lan;
    std::string wan;
    std::vector<std::string> usb;  // connectors, fastest first: "usb3"; empty where no source says
};

// How its boot loader is asked for a system over TFTP.
struct TftpRecovery {
    router::Ipv4Interface address;  // the router's while it loads
    router::Dialogue dialogue;
};

// The vendor's page for an image, which its boot loader shows while the reset button is held at power-on.
struct WebRecovery {
    router::Ipv4Interface address;  // the router's
    std::string field;              // of the form, with the image
};

struct Board {
    std::string model;   // "D-Link DIR-3040 A1"
    std::string target;  // "ramips/mt7621"
    image::Board image;  // what an image has to fit
    std::vector<Partition> partitions;
    int baud = 0;  // of its console, 8N1
    Ports ports;
    std::optional<TftpRecovery> tftp;
    std::optional<WebRecovery> web;
};

}  // namespace tetherlab::board
