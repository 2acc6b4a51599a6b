// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/judge.hpp"

#include "gadget/base/text.hpp"
#include "gadget/profile/address.hpp"
#include "gadget/profile/descriptors.hpp"
#include "harness/verdict/diagnosis.hpp"
#include "harness/verdict/sighting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace tetherlab::verdict {
namespace {

struct Finding {
    Verdict verdict = Verdict::kError;
    std::string got;
    std::string reason;
    std::optional<Replay> replay = std::nullopt;
    std::optional<verify::Comparison> comparison = std::nullopt;
};

Finding decided(bool pass, std::string got) {
    return {pass ? Verdict::kPass : Verdict::kFail, std::move(got), {}, {}, {}};
}

Finding unknown(std::string why) {
    return {Verdict::kError, {}, std::move(why), {}, {}};
}

// The first line in which the device differs from the profile, with drivers and the marks of what is active
// left out; empty when none does.
std::string difference(observe::UsbDevice device, const profile::Profile& hotspot) {
    for (observe::UsbConfiguration& configuration : device.configurations) {
        configuration.active = false;
        for (observe::UsbInterface& interface : configuration.interfaces) interface.active = false;
    }
    constexpr int kNoneActive = 0;
    const auto wanted =
        base::split(observe::descriptor_block(profile::usb_devices_block(hotspot, kNoneActive)), '\n');
    const auto seen = base::split(observe::descriptor_block(device), '\n');
    const auto [w, s] = std::mismatch(wanted.begin(), wanted.end(), seen.begin(), seen.end());
    if (w == wanted.end() && s == seen.end()) return {};
    return fmt::format("the emulated hotspot differs from its profile: '{}' instead of '{}'",
                       s == seen.end() ? "" : *s, w == wanted.end() ? "" : *w);
}

bool in_subnet(const std::string& address, const std::string& subnet) {
    const std::vector<std::string> parts = base::split(subnet, '/');
    const auto network = profile::ipv4_from_text(parts[0]);
    const auto host = profile::ipv4_from_text(address);
    int length = 32;
    if (parts.size() == 2) std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), length);
    return network && host && profile::overlap(*network, length, *host, 32);
}

std::string state_of(const std::optional<observe::InterfaceStatus>& wan) {
    if (!wan) return "there is no interface wan";
    const std::string errors = wan->errors.empty() ? "" : " (" + base::join(wan->errors, ", ") + ")";
    if (wan->pending) return "wan is pending" + errors;
    return (wan->up ? "wan is up without an address" : "wan is down") + errors;
}

std::string codes(const std::vector<Diagnosis>& diagnoses) {
    std::vector<std::string> parts;
    for (const Diagnosis& diagnosis : diagnoses) parts.push_back(diagnosis.code + ": " + diagnosis.sentence);
    return parts.empty() ? "no diagnosis" : base::join(parts, "; ");
}

// A client reaches the web over IPv4: a missing IPv6 address does not explain that it cannot.
std::vector<Diagnosis> reasons(const observe::Facts& facts, const profile::Profile& hotspot) {
    std::vector<Diagnosis> found = diagnose(facts, hotspot);
    std::erase_if(found, [](const Diagnosis& diagnosis) {
        return diagnosis.harmless || diagnosis.code == "no-ipv6" || diagnosis.code == "no-ra";
    });
    return found;
}

// The lines of the router's log that hold a text.
struct LogMatches {
    int count = 0;
    std::string last;
};

LogMatches find_in_log(const std::vector<observe::LogLine>& log, const std::string& text) {
    LogMatches found;
    for (const observe::LogLine& line : log) {
        if (line.text.find(text) == std::string::npos) continue;
        ++found.count;
        found.last = line.text;
    }
    return found;
}

// "none of 14 kernel lines", "2 of 14 kernel lines, the last 'usb 1-1: …'"
std::string count_text(const LogMatches& found, std::size_t lines) {
    if (found.count == 0) return fmt::format("none of {} kernel lines", lines);
    return fmt::format("{} of {} kernel lines, the last '{}'", found.count, lines, found.last);
}

// Decides one kind of assertion each.
class Judge {
public:
    Judge(const observe::Facts& facts, const profile::Profile& hotspot, verify::Extent extent)
        : facts_(facts), hotspot_(hotspot), extent_(extent) {
        if (facts_.router) seen_ = find_hotspot(*facts_.router, hotspot_);
    }

    Finding operator()(const UsbEnumerated&) const;
    Finding operator()(const UsbVerified&) const;
    Finding operator()(const UsbAbsent&) const;
    Finding operator()(const ConfigurationIs& is) const;
    Finding operator()(const DriverIs& is) const;
    Finding operator()(const NetdevIs& is) const;
    Finding operator()(const LeaseIn& lease) const;
    Finding operator()(const DefaultRouteVia& route) const;
    Finding operator()(const Ipv6Address&) const;
    Finding operator()(const WanIs& wan) const;
    Finding operator()(const DiagnosisIs& is) const;
    Finding operator()(const LogHas& wanted) const;
    Finding operator()(const LogLacks& unwanted) const;
    Finding operator()(const FaultHas& wanted) const;
    Finding operator()(const Replayed& wanted) const;

    Finding operator()(const DnsAnswers& dns) const {
        if (!facts_.dns) return unknown(facts_.dns.why());
        if (facts_.dns->name != dns.name) return unknown("asked for " + facts_.dns->name);
        const bool answered = !facts_.dns->addresses.empty();
        return decided(answered, answered ? base::join(facts_.dns->addresses, ", ") : facts_.dns->said);
    }

    Finding operator()(const HttpFrom& http) const {
        return probed(http.where == Where::kRouter ? facts_.http_router : facts_.http_client);
    }

    Finding operator()(const Http6FromRouter&) const { return probed(facts_.http6_router); }

    Finding operator()(const DownloadOf& wanted) const {
        if (!facts_.download) return unknown(facts_.download.why());
        return decided(facts_.download->rate >= wanted.rate, facts_.download->said);
    }

private:
    static Finding probed(const observe::Fact<observe::HttpProbe>& probe) {
        return probe ? decided(probe->ok, probe->said) : unknown(probe.why());
    }

    // Why there is no hotspot to look at more closely.
    std::string absence() const {
        return seen_.device == nullptr ? "the hotspot is not on the bus" : "no configuration is active";
    }

    const observe::Facts& facts_;
    const profile::Profile& hotspot_;
    verify::Extent extent_;
    Sighting seen_;
};

Finding Judge::operator()(const UsbEnumerated&) const {
    if (!facts_.router) return unknown(facts_.router.why());
    if (seen_.configuration == nullptr) return decided(false, absence());
    const std::string deviation = difference(*seen_.device, hotspot_);
    if (!deviation.empty()) return unknown(deviation);
    return decided(true, fmt::format("device {} on bus {}, {}", seen_.device->topology.number,
                                     seen_.device->topology.bus, to_text(*seen_.configuration)));
}

Finding Judge::operator()(const UsbVerified&) const {
    if (!facts_.descriptors) return unknown(facts_.descriptors.why());
    const std::vector<verify::Reading>& all = *facts_.descriptors;
    const auto found = std::find_if(all.begin(), all.end(), [this](const verify::Reading& each) {
        return each.vendor_id() == hotspot_.vendor_id && each.product_id() == hotspot_.product_id;
    });
    if (found == all.end()) return decided(false, "the hotspot is not on the bus");
    verify::Comparison comparison = verify::compare(hotspot_, *found, extent_);
    const std::string summary = verify::summary(comparison);
    const char* whose = extent_ == verify::Extent::kDescriptors ? "emulated" : "real";
    Finding finding = comparison.equal()
                          ? decided(true, summary)
                          : unknown(fmt::format("the {} hotspot and its profile: {}", whose, summary));
    finding.comparison = std::move(comparison);
    return finding;
}

Finding Judge::operator()(const UsbAbsent&) const {
    if (!facts_.router) return unknown(facts_.router.why());
    if (seen_.device == nullptr) return decided(true, absence());
    return decided(
        false, fmt::format("device {} on bus {}", seen_.device->topology.number, seen_.device->topology.bus));
}

Finding Judge::operator()(const ConfigurationIs& is) const {
    if (!facts_.router) return unknown(facts_.router.why());
    if (seen_.configuration == nullptr) return decided(false, absence());
    return decided(seen_.configuration->value == is.value, to_text(*seen_.configuration));
}

Finding Judge::operator()(const DriverIs& is) const {
    if (!facts_.router) return unknown(facts_.router.why());
    if (seen_.control == nullptr) return decided(false, absence());
    const std::string driver = seen_.driver();
    return decided(driver == is.name.value_or(""), driver.empty() ? "no driver" : driver);
}

Finding Judge::operator()(const NetdevIs& is) const {
    if (!facts_.router) return unknown(facts_.router.why());
    if (seen_.configuration == nullptr) return decided(false, absence());
    const std::string name = seen_.netdev == nullptr ? "" : seen_.netdev->name;
    return decided(name == is.name.value_or(""), name.empty() ? "no interface" : name);
}

Finding Judge::operator()(const LeaseIn& lease) const {
    if (!facts_.router) return unknown(facts_.router.why());
    const std::optional<observe::InterfaceStatus>& wan = facts_.router->wan;
    if (!wan || wan->ipv4.empty()) return decided(false, state_of(wan));
    const observe::InterfaceAddress& address = wan->ipv4.front();
    return decided(in_subnet(address.address, lease.subnet),
                   fmt::format("{}/{} on {}", address.address, address.prefix_length, wan->l3_device));
}

Finding Judge::operator()(const DefaultRouteVia& wanted) const {
    if (!facts_.router) return unknown(facts_.router.why());
    // The kernel lists routes to one target by metric, so the first is the one it takes.
    const std::vector<observe::Route>& routes = facts_.router->routes4;
    const auto route = std::find_if(routes.begin(), routes.end(),
                                    [](const observe::Route& r) { return r.target == "default"; });
    if (route == routes.end()) return decided(false, "no default route");
    return decided(route->device == wanted.device,
                   fmt::format("default via {} by {}", route->via, route->device));
}

Finding Judge::operator()(const Ipv6Address&) const {
    if (!facts_.router) return unknown(facts_.router.why());
    if (!hotspot_.lan.ipv6_prefix) return unknown("the profile has no ipv6-prefix");
    if (seen_.netdev == nullptr) return decided(false, "no interface");
    std::vector<std::string> others;
    for (const observe::DeviceAddress& address : facts_.router->addresses) {
        if (!address.is_ipv6 || address.device != seen_.netdev->name) continue;
        const std::string text = fmt::format("{}/{}", address.address, address.prefix_length);
        if (profile::in_ipv6_slash_64(address.address, *hotspot_.lan.ipv6_prefix)) return decided(true, text);
        others.push_back(text);
    }
    return decided(false, others.empty() ? "no IPv6 address" : "only " + base::join(others, ", "));
}

Finding Judge::operator()(const WanIs& wan) const {
    if (!facts_.http_client) return unknown(facts_.http_client.why());
    const bool wants_usable = wan.usability == Usability::kUsable;
    const std::string said = "the client got " + facts_.http_client->said;
    if (facts_.http_client->ok) return decided(wants_usable, said);
    if (!facts_.router) return unknown(facts_.router.why());
    const std::vector<Diagnosis> why = reasons(facts_, hotspot_);
    if (wants_usable) return decided(false, said + "; " + codes(why));
    if (why.empty()) return unknown(said + ", but nothing on the router explains it");
    return decided(true, said + "; " + codes(why));
}

Finding Judge::operator()(const DiagnosisIs& is) const {
    if (!facts_.router) return unknown(facts_.router.why());
    const std::vector<Diagnosis> found = diagnose(facts_, hotspot_);
    if (is.code == "none-seen") return decided(found.empty(), codes(found));
    if (is.code == "none") {
        if (!facts_.http_client) return unknown(facts_.http_client.why());
        return decided(found.empty() && facts_.http_client->ok,
                       codes(found) + "; the client got " + facts_.http_client->said);
    }
    const bool named = std::any_of(found.begin(), found.end(), [&](const Diagnosis& diagnosis) {
        const std::string text = diagnosis.sentence + "\n" + base::join(diagnosis.evidence, "\n");
        return diagnosis.code == is.code && text.find(is.names) != std::string::npos;
    });
    return decided(named, codes(found));
}

Finding Judge::operator()(const LogHas& wanted) const {
    const LogMatches found = find_in_log(facts_.log, wanted.text);
    return decided(found.count >= wanted.times, count_text(found, facts_.log.size()));
}

Finding Judge::operator()(const LogLacks& unwanted) const {
    const LogMatches found = find_in_log(facts_.log, unwanted.text);
    return decided(found.count == 0, count_text(found, facts_.log.size()));
}

Finding Judge::operator()(const FaultHas& wanted) const {
    const auto fault =
        std::find_if(facts_.faults.begin(), facts_.faults.end(),
                     [&](const observe::FaultProgress& candidate) { return candidate.id == wanted.id; });
    if (fault == facts_.faults.end()) return decided(false, "not armed");
    if (!fault->failure.empty())
        return unknown(fmt::format("fault {} failed: {}", fault->id, fault->failure));
    const auto reached = wanted.moment == FaultMoment::kFired ? fault->fired : fault->ended;
    return decided(reached.has_value(), fault->ended ? "ended" : fault->fired ? "fired" : "armed");
}

Finding Judge::operator()(const Replayed& wanted) const {
    Replay replay = compare(wanted, facts_.log);
    Finding finding = decided(replay.held, replay.got);
    finding.replay = std::move(replay);
    return finding;
}

}  // namespace

Result judge(const Assertion& assertion, const observe::Facts& facts, const profile::Profile& hotspot,
             verify::Extent extent) {
    Finding finding = std::visit(Judge(facts, hotspot, extent), assertion);
    return {finding.verdict,           expected(assertion),       std::move(finding.got),
            std::move(finding.reason), std::move(finding.replay), std::move(finding.comparison)};
}

}  // namespace tetherlab::verdict
