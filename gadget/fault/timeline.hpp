// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tetherlab::fault {

// How a hotspot came and went, as the router's kernel log shows it. Times count from the first event, which
// is at 0.
//
// A failed attempt to enumerate is the lines that the kernel prints for it: "context-failed, enable-failed",
// or "address-failed" once for each of its two tries (SET_ADDRESS_TRIES, drivers/usb/core/hub.c, 6.1) and
// "address-refused". A connect that none of these follow enumerates. After a failed attempt the router makes
// another one by itself, with the next device number: a hotspot that is there again soon enough is a retry of
// that connect, one that comes later is another connect, and that number was lost.
struct Timeline {
    enum class What {
        kConnect,         // new high-speed USB device number N
        kRetry,           // the same, of the router's next attempt after a failed one
        kDisconnect,      // USB disconnect, device number N
        kContextFailed,   // the controller could not set up the device's context
        kEnableFailed,    // hub failed to enable device
        kAddressFailed,   // the controller could not set the device's address
        kAddressRefused,  // device not accepting address N
    };

    struct Event {
        base::Milliseconds at{0};
        What what = What::kConnect;

        bool operator==(const Event&) const = default;
    };

    std::vector<Event> events;

    bool operator==(const Timeline&) const = default;
};

inline constexpr std::size_t kMostEvents = 1000;

// "connect", "context-failed", …
const char* to_text(Timeline::What what);

// "0.000 disconnect, 1.826 connect, 1.839 context-failed, …": seconds and what happens.
std::string to_text(const Timeline& timeline);

// Reads what to_text writes. A timeline that can be played, or what is wrong with the text.
std::variant<Timeline, std::string> read_timeline(std::string_view text);

struct Misplaced {
    std::size_t event = 0;  // its index
    std::string reason;  // "expected context-failed, address-failed or disconnect after connect, got connect"
};

// What a "new … device number `number`" is after what came before, the last one that came having had the
// number `last`. The router's next attempt after a failed one has the next number. When another one lies
// between, that was the attempt, which saw nobody, and the hotspot came anew.
Timeline::What coming(const Timeline& before, int number, int last);

// The first event that cannot follow what comes before it, or follows too soon to be played; nothing when all
// can.
std::optional<Misplaced> misplaced(const Timeline& timeline);

// What shortens a timeline: each stretch without an event that is longer than `quiet` takes 1/`factor` of its
// time.
struct Compression {
    base::Milliseconds quiet{0};
    double factor = 1;
};

// A timeline, and how it is played.
struct Playback {
    Timeline timeline;
    Compression compression = {};

    Timeline played() const;
};

}  // namespace tetherlab::fault
