// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/power_model.hpp"

#include <algorithm>

namespace tetherlab::fault {

double PowerModel::current(double uplink_mbit_s) const {
    return supply_.idle_ma + std::min(supply_.peak_ma, supply_.pulse_ma * uplink_mbit_s);
}

bool PowerModel::holds(double uplink_mbit_s, base::Milliseconds time) {
    if (supply_.battery) return true;
    const double spare_ma = supply_.limit_ma - current(uplink_mbit_s);
    const double seconds = static_cast<double>(time.count()) / 1000;
    charge_mc_ = std::min(supply_.hold_up_mc, charge_mc_ + spare_ma * seconds);
    return charge_mc_ >= 0;
}

}  // namespace tetherlab::fault
