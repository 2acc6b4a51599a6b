// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tetherlab::power {

// The router's supply. Both throw base::Error when the switch does not obey.
class Power {
public:
    virtual ~Power() = default;
    virtual void on() = 0;
    virtual void off() = 0;  // at once, like a plug pulled
    virtual bool is_on() const = 0;
};

}  // namespace tetherlab::power
