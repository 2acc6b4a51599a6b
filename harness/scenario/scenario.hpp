// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/yaml.hpp"
#include "gadget/fault/order.hpp"
#include "harness/router/uci.hpp"
#include "harness/scenario/expectation.hpp"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <variant>
#include <vector>

// What to do and what to expect, as a YAML file says it. Data: the runner does it.
namespace tetherlab::scenario {

struct Flash {};  // sysupgrade -n of the scenario's image, proven by its revision

struct SetLan {
    router::Ipv4Interface lan;
};  // the router's own address, by uci

struct SetWan {
    std::string device;
};  // network.wan and network.wan6 device, by uci

struct Plug {};  // the hotspot attaches

struct Unplug {};

struct SelectConfiguration {
    std::uint8_t value;
};  // bConfigurationValue, written on the router

struct Expect {
    std::vector<Expectation> expectations;
};

struct Upload {
    base::Milliseconds time;
};  // a LAN client sends to the internet, more than a hotspot's uplink takes

struct ArmFault {
    fault::Order order;
};  // the hotspot waits for the fault's trigger; what fires without delay has fired when the step is over

struct FireFault {
    std::string id;
    base::Milliseconds delay;  // the fault's `after`
};                             // the request it waits for

struct EndFault {
    std::string id;
};  // what it did is undone when the step is over

using Action = std::variant<Flash, SetLan, SetWan, Plug, Unplug, SelectConfiguration, Expect, Upload,
                            ArmFault, FireFault, EndFault>;

struct Step {
    std::string name;   // "flash", "lan: 192.168.8.1/24", "expect"
    std::string place;  // "scenarios/bring-up/d53.yaml:14:5"
    Action action;
};

inline constexpr std::int64_t kLargestSeed = std::numeric_limits<std::int32_t>::max();

struct Scenario {
    std::string name;     // [a-z0-9-]+
    std::string title;    // one sentence
    std::string hotspot;  // name of a profile, or a path that ends in .yaml
    std::string image;    // name of a bench image, or a path that ends in .bin; empty when nothing is flashed
    std::uint64_t seed = 0;  // of what faults do at random; 0: another one each run
    std::filesystem::path file;
    std::vector<Step> steps;  // at least one
};

// Whether one of its steps is flash.
bool flashes(const Scenario& scenario);

// Throw base::ConfigError with file:line:column for what is unknown, missing or out of range. The words:
// docs/writing-a-scenario.md.
Scenario parse(const std::string& yaml, const std::string& file_name);
Scenario load(const std::filesystem::path& file);

}  // namespace tetherlab::scenario
