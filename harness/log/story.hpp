// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/log/attachment.hpp"

#include <string>
#include <vector>

namespace tetherlab::log {

// What a port's device is, as its drivers show.
enum class Role {
    kTether,   // a driver of network tethering has taken it, or tried
    kModem,    // serial or control interfaces of a modem
    kUnknown,  // no driver has said a word
    kAdapter,
    kOther,
    kHub,
};

const char* to_text(Role role);

// How often things happened; of one port.
struct Counts {
    int connects = 0;
    int disconnects = 0;
    int descriptor_failures = 0;  // of the device's, a configuration's or a string descriptor
    int setup_failures = 0;       // of a device's context or address in the host controller
    int enable_failures = 0;      // "hub failed to enable device"
    int address_failures = 0;     // "device not accepting address"
    int give_ups = 0;
    int netdevs_up = 0;
    int bind_failures = 0;
    int stalls = 0;  // a transmit queue timed out
    int over_currents = 0;

    Counts& operator+=(const Counts& other);
    bool operator==(const Counts&) const = default;
};

// Everything one port saw in one session.
struct Story {
    int session = 0;
    std::string port;
    Role role = Role::kUnknown;
    Attachments attachments;
    std::vector<std::size_t> events;  // indices into Log::events
    Counts counts;

    // Whether what it says may be about a hotspot.
    bool concerns_tether() const {
        return role == Role::kTether || role == Role::kModem || role == Role::kUnknown;
    }
};

// Whether no attempt to enumerate what is on the port got as far as its identity.
bool is_unidentified(const Story& story);

std::vector<Story> stories(const Log& log);

}  // namespace tetherlab::log
