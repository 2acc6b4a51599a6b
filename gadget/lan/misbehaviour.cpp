// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/misbehaviour.hpp"

#include <algorithm>

namespace tetherlab::lan {
namespace {

// Of two limits, 0 meaning none.
template <typename Number>
Number lower_limit(Number a, Number b) {
    if (a == Number{} || b == Number{}) return std::max(a, b);
    return std::min(a, b);
}

void add(Way& way, const fault::LanFault& fault) {
    way.rate = lower_limit(way.rate, fault.rate);
    way.delay = std::max(way.delay, fault.delay);
    way.jitter = std::max(way.jitter, fault.jitter);
}

void add(Loss& loss, const fault::LanFault& fault) {
    if (fault.loss > loss.percent) loss = {fault.loss, fault.seed};
}

void add(Misbehaviour& sum, const fault::LanFault& fault) {
    using What = fault::LanFault::What;
    switch (fault.what) {
        case What::kDhcpSilent:
            sum.dhcp_silent = true;
            return;
        case What::kDhcpNak:
            sum.server.refuse_leases = true;
            return;
        case What::kDhcpSlow:
            sum.dhcp_delay = std::max(sum.dhcp_delay, fault.delay);
            return;
        case What::kShortLease:
            sum.server.lease_seconds = lower_limit(sum.server.lease_seconds, fault.seconds);
            return;
        case What::kWrongSubnet:
            sum.server.subnet = fault.text;
            sum.server.lease_seconds = lower_limit(sum.server.lease_seconds, fault.seconds);
            return;
        case What::kDnsSilent:
            sum.dns_silent = true;
            return;
        case What::kDnsFailure:
            sum.server.refuse_names = true;
            return;
        case What::kDnsHijack:
            sum.server.hijack_names = true;
            return;
        case What::kCaptive:
            sum.captive = true;
            return;
        case What::kRadioLoss:
            sum.radio_lost = true;
            return;
        case What::kMtuBlackHole:
            sum.longest_packet = lower_limit(sum.longest_packet, fault.bytes);
            return;
        case What::kTtlThrottle:
            sum.forwarded_rate = lower_limit(sum.forwarded_rate, fault.rate);
            return;
        case What::kShape:
            add(sum.internet, fault);
            add(sum.internet_loss, fault);
            return;
        case What::kNoRa:
            sum.lost_advertisements.percent = 100;
            return;
        case What::kLostRa:
            add(sum.lost_advertisements, fault);
            return;
    }
}

}  // namespace

Misbehaviour sum_of(const std::list<fault::LanFault>& faults) {
    Misbehaviour sum;
    for (const fault::LanFault& fault : faults) add(sum, fault);
    return sum;
}

}  // namespace tetherlab::lan
