// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/router_supply.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>

namespace tetherlab::bench {

RouterSupply::RouterSupply(const power::Supply& supply, console::SocketConsole& console, event::Log& log,
                           Patience patience)
    : name_(power::to_text(supply)),
      power_(power::make_power(supply)),
      console_(console),
      log_(log),
      patience_(patience) {}

RouterSupply::~RouterSupply() {
    try {
        if (cut_) power_->on();
    } catch (const base::Error&) {
        // The run that failed has said that the switch does not obey, and the next one will.
    }
}

void RouterSupply::on() {
    console_.power_on();
    power_->on();
    cut_ = false;
    log_.emit(event::Kind::kPower, "router", {{"state", "on"}});
}

void RouterSupply::off() {
    cut_ = true;
    power_->off();
    await_silence();
    log_.emit(event::Kind::kPower, "router", {{"state", "off"}});
}

void RouterSupply::await_silence() const {
    const base::Deadline deadline(patience_.talk);
    while (console_.await_output(base::Deadline(patience_.silence))) {
        if (!deadline.expired()) continue;
        throw base::Error("cut power by", name_,
                          fmt::format("the router still talks {} later; is it plugged into what is switched?",
                                      base::to_text(patience_.talk)));
    }
}

}  // namespace tetherlab::bench
