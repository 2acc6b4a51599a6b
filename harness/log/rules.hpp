// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/log/finding.hpp"

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

// The rules of findings(), each for one kind of trouble. Internal to this folder.
namespace tetherlab::log {

// One port's story, with what it takes to judge it.
struct Case {
    const Account& account;
    const Story& story;
    std::vector<const Episode*> episodes;  // of the story

    const Event& event(std::size_t index) const { return account.log.events[index]; }

    // Events of the story of these kinds, in order.
    std::vector<std::size_t> events(std::initializer_list<Kind> kinds) const;

    // The last few of them as evidence.
    std::vector<Evidence> evidence(const std::vector<std::size_t>& events) const;

    std::vector<Evidence> evidence(std::initializer_list<Kind> kinds) const {
        return evidence(events(kinds));
    }

    // "the device on 1-1", with its name if the log has it; "the unidentified device on 1-1" when it has
    // never got as far as to say what it is.
    std::string device() const;
};

using Rule = std::optional<Finding> (*)(const Case&);

// Coming and going (rules_bus.cpp)
std::optional<Finding> find_storm(const Case& of);
std::optional<Finding> find_loop(const Case& of);
std::optional<Finding> find_drops(const Case& of);
std::optional<Finding> find_hub_lost(const Case& of);
std::optional<Finding> find_mode_switch(const Case& of);

// Enumeration (rules_enumeration.cpp)
std::optional<Finding> find_ladder(const Case& of);
std::optional<Finding> find_unreadable_strings(const Case& of);
std::optional<Finding> find_configuration(const Case& of);
std::optional<Finding> find_low_bus_power(const Case& of);
std::optional<Finding> find_over_current(const Case& of);
std::optional<Finding> find_contact(const Case& of);
std::optional<Finding> find_slow_link(const Case& of);

// Drivers and link (rules_driver.cpp, rules_link.cpp)
std::optional<Finding> find_driver_failed(const Case& of);
std::optional<Finding> find_no_driver(const Case& of);
std::optional<Finding> find_stall(const Case& of);
std::optional<Finding> find_renamed(const Case& of);
std::optional<Finding> find_mac_changes(const Case& of);
std::optional<Finding> find_dhcp(const Case& of);

// Of the whole machine (rules_host.cpp)
std::vector<Finding> find_host_trouble(const Account& account);

// "error -71: no or a broken answer"
std::string error_text(int error);

// Whether something on the port worked before this attachment.
bool worked_before(const Case& of, std::size_t attachment);

}  // namespace tetherlab::log
