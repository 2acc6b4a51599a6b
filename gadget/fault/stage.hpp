// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/fault/hold.hpp"
#include "gadget/profile/profile.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <string>

namespace tetherlab::fault {

// A control request, by bmRequestType, bRequest and wValue as in USB 2.0, table 9-2. A bit that is 0 in a
// mask is not compared.
struct ControlMatch {
    std::uint8_t request_type = 0, request_type_mask = 0xff;
    std::uint8_t request = 0, request_mask = 0xff;
    std::uint16_t value = 0, value_mask = 0xffff;
};

enum class ControlAnswer {
    kStall,   // a STALL handshake: -32 (EPIPE) at the host
    kSilent,  // NAKs until the host gives up: -110 (ETIMEDOUT)
    kDelay,   // the gadget's own answer, later
};

struct ControlFault {
    ControlMatch match;
    ControlAnswer answer = ControlAnswer::kStall;
    base::Milliseconds delay{0};  // of kDelay
    int times = 0;                // how many requests it takes; 0: all while it is held
};

// A change of the LAN behind the hotspot.
struct LanFault {
    enum class What {
        kDhcpSilent,    // requests are dropped
        kDhcpNak,       // every REQUEST is refused
        kDhcpSlow,      // answers come `delay` late
        kShortLease,    // leases of `seconds`
        kWrongSubnet,   // leases of `seconds` in `text`, which is not the hotspot's own
        kDnsSilent,     // queries are dropped
        kDnsFailure,    // every name is SERVFAIL or REFUSED
        kDnsHijack,     // every name is the hotspot itself
        kCaptive,       // HTTP is redirected to a page of the hotspot
        kRadioLoss,     // nothing gets through to the internet; LAN, DHCP and DNS server answer
        kMtuBlackHole,  // packets of more than `bytes` vanish, without ICMP
        kTtlThrottle,   // what was forwarded once (TTL not 64) gets `rate` only
        kShape,         // `rate` bit/s, `delay`, `jitter`, `loss` percent towards the internet and back
        kNoRa,          // no router advertisement any more
        kLostRa,        // `loss` percent of the router advertisements are lost
    };

    What what = What::kRadioLoss;
    base::Milliseconds delay{0};
    base::Milliseconds jitter{0};
    double rate = 0;         // bits per second; 0: not limited
    double loss = 0;         // percent
    std::uint64_t seed = 0;  // of kShape and kLostRa: draws which packets are lost
    int bytes = 0;
    int seconds = 0;
    std::string text = {};
};

// How often the hotspot has begun a life: the first time on the bus is boot 1 and attachment 1.
struct Life {
    int boots = 0;        // once more after each loss of power
    int attachments = 0;  // once more each time it comes onto the bus
};

// Makes another hotspot of it: changes what the profile says about USB, for the life to come. Called on any
// thread. The LAN stays as it was prepared.
using Shape = std::function<void(profile::Profile& profile, const Life& life)>;

// The hotspot as faults misuse it: plug, control endpoint, data endpoints and LAN. May be called from several
// threads at a time. Throw base::Error when it cannot be done.
class Hardware {
public:
    virtual ~Hardware() = default;

    // Capability udc.detach. Off the bus, LAN and leases as they are. No pull-up afterwards unless it is
    // plugged.
    virtual Hold detached() = 0;

    // Capability udc.detach. As detached(), and what the hotspot knew is lost: leases, connections,
    // neighbours.
    virtual Hold powered_off() = 0;

    // Capability udc.detach. Shows another identity, from the next time it comes onto the bus on until the
    // next one after the end. Take it while off the bus where the time of the change matters: making another
    // gadget takes a while, and is done then.
    virtual Hold identity(Shape shape) = 0;

    // Capability udc.ep0.
    virtual Hold control(const ControlFault& fault) = 0;

    // Capability udc.data. Bulk endpoints answer NAK in both directions; the transfers go on afterwards.
    virtual Hold data_stalled() = 0;

    // Capability net.
    virtual Hold lan(const LanFault& fault) = 0;

    // What the router has sent, all netdevs together. Bytes.
    virtual std::uint64_t received_bytes() = 0;
};

// Thrown by a stage's waits when the fault is to end. Not an exception of the library, so that nothing
// catches it by accident.
struct Cancelled {};

// What a fault acts on and waits for. Each fault has one of its own and runs on a thread of its own. The
// waits throw Cancelled when the fault is to end.
class Stage : public Hardware {
public:
    // What waits go by.
    virtual base::Clock::time_point now() = 0;

    virtual void wait(base::Milliseconds time) = 0;
    virtual void wait_until(base::Clock::time_point time) = 0;

    // Until cancelled, by throwing.
    [[noreturn]] virtual void wait_for_ever() = 0;

    // Until the hotspot is plugged in, whether a fault keeps it off the bus or not. At once if it is.
    virtual void await_plug() = 0;

    // Returns the moment of the n-th bus reset from now on (n = 1: the next). Port resets are counted, not
    // the additional ones of an emulated controller.
    virtual base::Clock::time_point await_reset(int n) = 0;

    // The same of those after a moment.
    virtual base::Clock::time_point await_reset(int n, base::Clock::time_point since) = 0;

    // Until the router has configured the hotspot.
    virtual void await_configured() = 0;

    // Until the hotspot has been without power for `least` (true), or until `limit` has passed (false).
    virtual bool await_power_off(base::Milliseconds least, base::Milliseconds limit) = 0;

    // What the router sent in the last `window`, bits per second. Over a shorter time as long as the fault
    // has not looked for so long; 0 the first time.
    virtual double uplink_rate(base::Milliseconds window) = 0;

    // This fault's own, seeded by the scenario's seed and the fault's name.
    virtual std::mt19937_64& random() = 0;

    // Says what the fault does, with the time: an event of the run. "power off", "detached 90 ms after reset
    // 1". `scheduled`: when it should have been, if there is a time for it.
    virtual void note(const std::string& what,
                      std::optional<base::Clock::time_point> scheduled = std::nullopt) = 0;
};

}  // namespace tetherlab::fault
