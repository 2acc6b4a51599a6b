// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/unique_fd.hpp"
#include "gadget/configfs/udc.hpp"

#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace tetherlab::agent {

// Knows a UDC's state and reports each change, from a thread of its own. The sysfs attribute alone would lie:
// dummy_hcd leaves it at "configured" when the gadget is unbound (6.1). So the state counts as "not attached"
// from detach() until the kernel announces one after the next attach(). Reports "gone" when the UDC
// disappears, and ends.
class StateReporter {
public:
    // Called on either thread, never on both at once. Must not throw, nor call the reporter.
    using OnState = std::function<void(const std::string& state)>;

    // Called on the reporter's thread for each announcement, whether the state is another one or not, while
    // the gadget is attached. `at`: when it was heard. Must not throw, nor call the reporter.
    using OnAnnounced = std::function<void(const std::string& state, base::Clock::time_point at)>;

    // Starts detached, which is not reported.
    StateReporter(const configfs::Udc& udc, OnState on_state, OnAnnounced on_announced);
    StateReporter(const StateReporter&) = delete;
    StateReporter& operator=(const StateReporter&) = delete;

    // Afterwards nothing is reported any more.
    ~StateReporter();

    void attach();  // call it before the gadget is bound
    void detach();  // call it after the gadget was unbound

    std::string state() const;

private:
    void watch_changes();
    void report(const std::string& state);

    configfs::StateWatch watch_;
    OnState on_state_;
    OnAnnounced on_announced_;
    base::UniqueFd stop_;
    mutable std::mutex mutex_;  // of the two below
    bool attached_ = false;
    std::string state_;
    std::thread thread_;
};

}  // namespace tetherlab::agent
