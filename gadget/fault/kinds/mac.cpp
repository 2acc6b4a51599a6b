// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"
#include "gadget/profile/address.hpp"

#include <fmt/format.h>

#include <random>

namespace tetherlab::fault {
namespace {

constexpr int kLocal = 0x02;  // of a MAC address's first byte (IEEE 802, 8.2.2)

// The same address with the bit as wanted.
std::string with_scope(const std::string& mac, const std::string& scope) {
    const int first = std::stoi(mac.substr(0, 2), nullptr, 16);
    const int wanted = scope == "local" ? first | kLocal : scope == "universal" ? first & ~kLocal : first;
    return fmt::format("{:02x}{}", wanted, mac.substr(2));
}

// A station's address: the group bit is clear.
std::string random_mac(std::uint64_t seed, int life) {
    std::seed_seq sequence{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32),
                           static_cast<std::uint32_t>(life)};
    std::mt19937 random(sequence);
    const auto byte = [&random] { return random() & 0xff; };
    return fmt::format("{:02x}:{:02x}:{:02x}:{:02x}:{:02x}:{:02x}", byte() & 0xfc, byte(), byte(), byte(),
                       byte(), byte());
}

int life_of(const std::string& policy, const Life& life) {
    if (policy == "boot") return life.boots;
    return policy == "bind" ? life.attachments : 0;
}

std::string check(const Values& values) {
    const std::string& address = values.text("address");
    if (address.empty()) return {};
    if (values.text("policy") != "fixed") return "expected 'address' with the policy 'fixed' only";
    if (profile::is_station_mac(address)) return {};
    return fmt::format("expected a station's MAC address in lower case such as 02:0d:53:00:00:01, got '{}'",
                       address);
}

void run(Stage& stage, const Values& values) {
    const std::uint64_t seed = stage.random()();
    const Hold other = stage.identity([values, seed](profile::Profile& profile, const Life& life) {
        const std::string& policy = values.text("policy");
        std::string mac = values.text("address").empty() ? profile.mac.host : values.text("address");
        if (policy != "fixed") mac = random_mac(seed, life_of(policy, life));
        profile.mac.host = with_scope(mac, values.text("scope"));
    });
    wait_for_duration(stage, values);
}

}  // namespace

Kind mac() {
    return {
        .name = "mac",
        .summary =
            "The router's netdev gets another MAC address, from the next time on that the hotspot comes "
            "onto the bus. To be armed before the plug.",
        .capability = "udc.detach",
        .parameters = {{.name = "policy",
                        .meaning = "fixed: always the same; random: one of this run; boot, bind: a new one "
                                   "after each loss of power, or each time it comes onto the bus",
                        .unit = Unit::kChoice,
                        .preset = "fixed",
                        .choices = {"fixed", "random", "boot", "bind"}},
                       {.name = "scope",
                        .meaning = "the locally administered bit: local gives usb0, universal eth1; own: as "
                                   "it is",
                        .unit = Unit::kChoice,
                        .preset = "own",
                        .choices = {"own", "local", "universal"}},
                       {.name = "address",
                        .meaning = "of the policy fixed; the profile's without it",
                        .unit = Unit::kText,
                        .preset = ""},
                       duration_parameter("0 s")},
        .provokes = {"rndis_host 1-1:2.0 usb0: register 'rndis_host', with the address",
                     "the netdev's name: usb0 or eth1"},
        .check = check,
        .run = run};
}

}  // namespace tetherlab::fault
