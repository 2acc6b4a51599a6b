// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/log/log.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace tetherlab::log {

// How a time on the bus ended, as far as the log has it.
enum class End {
    kStays,   // until the log ends
    kLeaves,  // "USB disconnect"
    kFails,   // it never got through enumeration
    kLost,    // another device is on the port, and the log does not say where this one went
};

struct Netdev {
    std::string interface;    // "1-1:1.0"; empty in logs of old kernels
    std::string driver;       // "rndis_host"
    std::string name;         // as registered: "usb0"
    std::string now;          // after "renamed from"; the same without it
    std::string mac;          // empty when masked or not said
    std::string description;  // "RNDIS device"
    std::size_t event = 0;    // index of its registration
};

// A device on a port, from the plug to the end. Numbers are indices into Log::events.
struct Attachment {
    int session = 0;
    std::string port;                       // "1-1.4"
    int number = 0;                         // the device's on its bus
    std::optional<std::size_t> connect;     // nothing: it was there before the log begins
    std::optional<std::size_t> disconnect;  // only of kLeaves
    End end = End::kStays;
    std::size_t last = 0;  // the last event of it
    std::string speed;
    std::optional<int> vendor;
    std::optional<int> product;
    std::string manufacturer;
    std::string product_name;
    std::string serial;
    std::vector<std::string> drivers;  // that spoke of one of its interfaces
    std::vector<Netdev> netdevs;
    std::vector<std::size_t> troubles;  // events that say that something failed
    bool hub = false;
    bool storage = false;
};

// Of one port, in order. Not a vector: a log may have a hundred thousand, and each is large.
using Attachments = std::deque<Attachment>;

// Of each port that had any; the ports by session and name. Device-side sessions are left out.
std::vector<Attachments> attachments(const Log& log);

// Whether the event says that enumeration failed; that something failed at all.
bool is_enumeration_trouble(Kind kind);
bool is_trouble(Kind kind);

// "2717:ff40", or empty.
std::string identity(const Attachment& attachment);

}  // namespace tetherlab::log
