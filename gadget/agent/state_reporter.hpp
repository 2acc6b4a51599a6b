// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/unique_fd.hpp"
#include "gadget/configfs/udc.hpp"

#include <functional>
#include <string>
#include <thread>

namespace tetherlab::agent {

// Watches a UDC's state in a thread of its own and reports it: once at the start, then whenever it differs.
// Ends by itself after reporting "gone" when the UDC disappears.
class StateReporter {
public:
    // Called on the watching thread. Must not throw.
    using OnState = std::function<void(const std::string& state)>;

    StateReporter(const configfs::Udc& udc, OnState on_state);
    StateReporter(const StateReporter&) = delete;
    StateReporter& operator=(const StateReporter&) = delete;

    // Afterwards nothing is reported any more.
    ~StateReporter();

private:
    void report();

    configfs::StateWatch watch_;
    OnState on_state_;
    base::UniqueFd stop_;
    std::thread thread_;
};

}  // namespace tetherlab::agent
