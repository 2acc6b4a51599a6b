// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/place.hpp"
#include "harness/paste/paste.hpp"

#include <span>
#include <string>
#include <vector>

namespace tetherlab::importer {

// What people say about a hotspot and its router in their own words, or show of their settings.
enum class StatementKind {
    kNoBattery,      // "has its battery removed"
    kHotspotSubnet,  // "LAN sides forced to 192.168.1.x": a network
    kRouterLan,      // "option ipaddr '192.168.1.1'", "sed -i s/A/B/ /etc/config/network": an address
    kGateway,        // "default via 192.168.8.1 dev usb0"
    kConflict,       // "IP conflict"
};

struct Statement {
    StatementKind kind = StatementKind::kConflict;
    Place place;
    std::string value;  // an address; empty where there is none
    std::string text;   // the line
};

// Only plain wordings are understood, and a line says one thing of each kind. `used` marks the lines of dumps
// and logs, which are left out.
std::vector<Statement> read_statements(std::span<const paste::Line> lines, const std::vector<bool>& used,
                                       int file);

}  // namespace tetherlab::importer
