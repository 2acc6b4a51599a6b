// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/faults.hpp"

#include "gadget/base/error.hpp"
#include "gadget/lan/devices.hpp"
#include "gadget/lan/fault_rules.hpp"
#include "gadget/lan/queues.hpp"
#include "gadget/lan/web_request.hpp"
#include "gadget/profile/address.hpp"

#include <fmt/format.h>

#include <string_view>

namespace tetherlab::lan {
namespace {

constexpr base::Milliseconds kApplyTime{10'000};

const char* name_of(fault::LanFault::What what) {
    using What = fault::LanFault::What;
    switch (what) {
        case What::kDhcpSilent:
            return "DHCP silent";
        case What::kDhcpNak:
            return "DHCP NAK";
        case What::kDhcpSlow:
            return "slow DHCP";
        case What::kShortLease:
            return "short lease";
        case What::kWrongSubnet:
            return "wrong subnet";
        case What::kDnsSilent:
            return "DNS silent";
        case What::kDnsFailure:
            return "DNS failure";
        case What::kDnsHijack:
            return "DNS hijack";
        case What::kCaptive:
            return "captive portal";
        case What::kRadioLoss:
            return "radio loss";
        case What::kMtuBlackHole:
            return "MTU black hole";
        case What::kTtlThrottle:
            return "TTL throttle";
        case What::kShape:
            return "shaping";
        case What::kNoRa:
            return "no router advertisements";
        case What::kLostRa:
            return "lost router advertisements";
    }
    return "";
}

// A subnet that is the hotspot's own would be no fault.
void check_subnet(const fault::LanFault& fault, const profile::Lan& lan) {
    if (fault.what != fault::LanFault::What::kWrongSubnet) return;
    const auto wrong = profile::ipv4_from_text(fault.text.substr(0, fault.text.find('/')));
    const auto own = profile::ipv4_from_text(lan.gateway);
    if (!wrong || !fault.text.ends_with("/24"))
        throw base::Error("apply", "wrong subnet",
                          fault.text + " is not an IPv4 subnet like 192.168.77.0/24");
    if (profile::overlap(*wrong, 24, own.value(), lan.prefix_length))
        throw base::Error("apply", "wrong subnet", fault.text + " is the hotspot's own");
}

}  // namespace

Faults::Faults(const Namespace& hotspot, Dnsmasq& server, const profile::Lan& lan)
    : hotspot_(hotspot),
      server_(server),
      lan_(lan),
      queues_(queue_commands({}, {kBridge, kUplink})),
      rules_(fault_rules({}, kBridge, kUplink)) {}

fault::Hold Faults::apply(const fault::LanFault& fault) {
    check_subnet(fault, lan_);
    const std::lock_guard lock(mutex_);
    const auto added = active_.insert(active_.end(), fault);
    try {
        put_in_place(sum_of(active_), base::Deadline(kApplyTime));
    } catch (const base::Error& error) {
        end_locked(added);
        throw base::Error("apply", name_of(fault.what), error.what());
    }
    return fault::Hold([this, added] {
        const std::lock_guard ending(mutex_);
        end_locked(added);
    });
}

// What cannot be taken back here is tried again with the next change, and goes with the LAN at the latest.
void Faults::end_locked(Active::iterator fault) {
    active_.erase(fault);
    try {
        put_in_place(sum_of(active_), base::Deadline(kApplyTime));
    } catch (const base::Error&) {
        return;
    }
}

void Faults::put_in_place(const Misbehaviour& wanted, const base::Deadline& deadline) {
    if (wanted.captive && !portal_) open_portal();
    set_queues(queue_commands(wanted, {kBridge, kUplink}), deadline);
    set_rules(fault_rules(wanted, kBridge, kUplink), deadline);
    server_.serve(wanted.server, deadline);
    if (!wanted.captive) portal_.reset();
}

void Faults::open_portal() {
    const std::string page = fmt::format("http://{}{}", lan_.gateway, kPortalPath);
    hotspot_.enter([this, &page] {
        portal_.emplace(kPortalPort,
                        [page](std::string_view received) { return answer_portal_request(received, page); });
    });
}

void Faults::set_queues(const std::string& commands, const base::Deadline& deadline) {
    if (commands == queues_) return;
    queues_.clear();
    hotspot_.run({"tc", "-batch", "-"}, deadline, {.input = commands, .env = {}});
    queues_ = commands;
}

void Faults::set_rules(const std::string& rules, const base::Deadline& deadline) {
    if (rules == rules_) return;
    rules_.clear();
    hotspot_.run({"nft", "-f", "-"}, deadline, {.input = rules, .env = {}});
    rules_ = rules;
}

}  // namespace tetherlab::lan
