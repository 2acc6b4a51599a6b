// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/yaml.hpp"
#include "harness/verdict/assertion.hpp"

#include <string>

namespace tetherlab::scenario {

// One entry of an expect step: an assertion and the time it has, counted from the start of the step.
struct Expectation {
    std::string name;   // "driver: rndis_host", as the file says it
    std::string place;  // "scenarios/bring-up/d53.yaml:14:9"
    verdict::Assertion assertion;
    base::Milliseconds within{0};
    bool negated = false;  // it must not hold
};

// What it wants, for people: "driver rndis_host", "not an HTTP answer for the router".
std::string expected(const Expectation& expectation);

// Reads `KEY: VALUE`, or `not: {KEY: VALUE}`, with an optional `within: TIME` (20 s without one). Throws
// base::ConfigError.
Expectation parse_expectation(const base::YamlNode& node);

}  // namespace tetherlab::scenario
