// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

namespace tetherlab::fault {

// Where a hotspot's current comes from. Milliamperes and millicoulombs (1 mC is 1 mA for 1 s).
struct PowerSupply {
    double limit_ma = 500;   // what the port gives: 500 on USB 2, 900 on USB 3
    double idle_ma = 300;    // what the hotspot takes while its radio only listens
    double pulse_ma = 60;    // more for each Mbit/s it transmits
    double peak_ma = 2000;   // what its radio takes at most, on top of idle
    double hold_up_mc = 20;  // what its capacitors give until the voltage is too low
    bool battery = false;    // which gives what is missing
};

// Whether the hotspot's voltage holds. What it takes beyond the port's limit comes out of its capacitors,
// which fill again, up to what they hold, with what the port has left.
class PowerModel {
public:
    explicit PowerModel(const PowerSupply& supply) : supply_(supply), charge_mc_(supply.hold_up_mc) {}

    // What it takes while it transmits at that rate. Milliamperes.
    double current(double uplink_mbit_s) const;

    // Lets time pass at that rate. False when the voltage has broken down.
    bool holds(double uplink_mbit_s, base::Milliseconds time);

    double charge_mc() const { return charge_mc_; }

private:
    PowerSupply supply_;
    double charge_mc_;
};

}  // namespace tetherlab::fault
