// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/diagnosis.hpp"

#include "harness/verdict/examination.hpp"
#include "harness/verdict/log_diagnosis.hpp"
#include "harness/verdict/path_diagnosis.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string_view>

namespace tetherlab::verdict {
namespace {

bool has(const std::vector<Diagnosis>& found, std::string_view code) {
    return std::any_of(found.begin(), found.end(),
                       [code](const Diagnosis& diagnosis) { return diagnosis.code == code; });
}

void drop(std::vector<Diagnosis>& found, std::string_view code) {
    std::erase_if(found, [code](const Diagnosis& diagnosis) { return diagnosis.code == code; });
}

// Whether the router's own state lets a client use the WAN: what is wrong beyond it can be asked for.
bool way_is_clear(const std::vector<Diagnosis>& state, const observe::RouterFacts& router) {
    if (!router.wan || router.wan->ipv4.empty()) return false;
    return std::all_of(state.begin(), state.end(), [](const Diagnosis& diagnosis) {
        return diagnosis.harmless || diagnosis.code == "no-ipv6" || diagnosis.code == "no-ra";
    });
}

void append(std::vector<Diagnosis>& all, std::vector<Diagnosis> more) {
    for (Diagnosis& diagnosis : more) {
        if (!has(all, diagnosis.code)) all.push_back(std::move(diagnosis));
    }
}

}  // namespace

std::vector<Diagnosis> diagnose(const observe::Facts& facts, const profile::Profile& hotspot) {
    if (!facts.router) return {};
    std::vector<Diagnosis> state = examine(*facts.router, hotspot);
    std::vector<Diagnosis> log = diagnose_log(facts, hotspot);
    // The state says it of now, and with more detail.
    std::erase_if(log, [&](const Diagnosis& diagnosis) { return has(state, diagnosis.code); });
    // The kernel says why no configuration is active.
    if (has(log, "configuration-refused") || has(log, "low-bus-power")) drop(state, "wrong-configuration");

    std::vector<Diagnosis> found = std::move(log);
    const bool clear = way_is_clear(state, *facts.router);
    append(found, std::move(state));
    if (clear) append(found, diagnose_path(facts));
    return found;
}

observe::Needs needs_of(const std::string& code) {
    observe::Needs needs{.router = true};
    if (code == "none") needs.http_client = true;
    if (code == "captive-portal") needs.http_client = true;
    if (code == "data-stall") needs.gateway = true;
    if (code == "radio-loss") needs |= observe::Needs{.http_router = true, .gateway = true};
    if (code == "dns-broken") needs |= observe::Needs{.http_router = true, .names = true};
    if (code == "mtu-black-hole") needs.path = true;
    if (code == "ttl-throttled" || code == "shaped") {
        needs |= observe::Needs{.download = true, .download_router = true};
    }
    return needs;
}

observe::Needs all_needs() {
    observe::Needs needs{.router = true};
    for (const char* code :
         {"captive-portal", "data-stall", "radio-loss", "dns-broken", "mtu-black-hole", "shaped"}) {
        needs |= needs_of(code);
    }
    return needs;
}

}  // namespace tetherlab::verdict
