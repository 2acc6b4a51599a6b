// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/hold.hpp"
#include "gadget/fault/stage.hpp"
#include "gadget/lan/dnsmasq.hpp"
#include "gadget/lan/misbehaviour.hpp"
#include "gadget/lan/namespace.hpp"
#include "gadget/lan/web_server.hpp"
#include "gadget/profile/profile.hpp"

#include <list>
#include <mutex>
#include <optional>
#include <string>

namespace tetherlab::lan {

// What is wrong with the hotspot's LAN at the moment. The holds say what should be; their sum is put in place
// as a whole whenever one begins or ends, by nftables (what is dropped, refused, redirected), tc (what is
// late, slow or lost), dnsmasq's options and the captive portal. Thread-safe. Holds end before it does.
class Faults {
public:
    // `hotspot`, `server` and `lan` outlive it.
    Faults(const Namespace& hotspot, Dnsmasq& server, const profile::Lan& lan);

    // Throws base::Error, and then nothing has changed. A change of dnsmasq's options restarts it: DHCP and
    // DNS are away for some 0.1 s, its leases are kept.
    fault::Hold apply(const fault::LanFault& fault);

private:
    using Active = std::list<fault::LanFault>;

    void end_locked(Active::iterator fault);
    void put_in_place(const Misbehaviour& wanted, const base::Deadline& deadline);
    void open_portal();
    void set_queues(const std::string& commands, const base::Deadline& deadline);
    void set_rules(const std::string& rules, const base::Deadline& deadline);

    const Namespace& hotspot_;
    Dnsmasq& server_;
    const profile::Lan& lan_;

    std::mutex mutex_;
    Active active_;
    std::string queues_;  // the commands that made what there is; empty after a failure
    std::string rules_;
    std::optional<WebServer> portal_;
};

}  // namespace tetherlab::lan
