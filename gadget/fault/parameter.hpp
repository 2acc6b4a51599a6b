// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <map>
#include <string>
#include <vector>

namespace tetherlab::fault {

// What a parameter is counted in, which is also how a scenario writes it.
enum class Unit {
    kDuration,  // "250 ms", "20 s"; kept in milliseconds
    kCount,     // 3
    kBitRate,   // "5 Mbit/s", "250 kbit/s"; kept in bits per second
    kPercent,   // 1.5
    kBytes,     // 1400
    kCurrent,   // "500 mA"; kept in milliamperes
    kCharge,    // "20 mC": what a capacitor gives before its voltage is too low; kept in millicoulombs
    kText,      // an address, a subnet: checked by the fault
    kChoice,    // one of the words
};

// One knob of a fault. `preset` is written as in a scenario; every parameter has one.
struct Parameter {
    std::string name;     // "off"
    std::string meaning;  // "how long the power is gone"
    Unit unit = Unit::kDuration;
    std::string preset;
    double least = 0;  // in the unit it is kept in; not for text and choice
    double most = 0;   // of a text: its length; 0: 200 characters
    std::vector<std::string> choices = {};
};

// Checked values by parameter name, presets filled in.
class Values {
public:
    void set(const std::string& name, double number) { numbers_[name] = number; }

    void set(const std::string& name, std::string text) { texts_[name] = std::move(text); }

    // In the unit the parameter is kept in. Throw std::out_of_range for what the fault did not declare.
    double number(const std::string& name) const { return numbers_.at(name); }

    const std::string& text(const std::string& name) const { return texts_.at(name); }

    base::Milliseconds duration(const std::string& name) const {
        return base::Milliseconds(static_cast<base::Milliseconds::rep>(number(name)));
    }

    int whole(const std::string& name) const { return static_cast<int>(number(name)); }

private:
    std::map<std::string, double> numbers_;
    std::map<std::string, std::string> texts_;
};

}  // namespace tetherlab::fault
