// SPDX-License-Identifier: Apache-2.0
#include "harness/power/command_power.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <string>

namespace tetherlab::power {

void CommandPower::on() {
    switch_to(true);
}

void CommandPower::off() {
    switch_to(false);
}

void CommandPower::switch_to(bool on) {
    const base::Argv& command = on ? options_.on : options_.off;
    base::run_checked(command, base::Deadline(options_.time));
    on_ = on;
    if (is_on() != on) {
        throw base::Error("switch power by", base::to_text(command),
                          on ? "it is still off" : "it is still on");
    }
}

bool CommandPower::is_on() const {
    if (options_.status.empty()) return on_;
    const std::string said = base::run_checked(options_.status, base::Deadline(options_.time));
    const std::string_view text = base::trim(said);
    const std::string_view word = text.substr(0, text.find_first_of(" \t\n"));
    if (word == "on") return true;
    if (word == "off") return false;
    throw base::Error("read power by", base::to_text(options_.status),
                      "expected on or off, got '" + std::string(word.substr(0, 40)) + "'");
}

}  // namespace tetherlab::power
