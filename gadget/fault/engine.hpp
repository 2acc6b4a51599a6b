// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/fault/armed_fault.hpp"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace tetherlab::fault {

// The faults of one hotspot. One thread at a time.
class Engine {
public:
    // `hardware` and `signals` outlive it. `capabilities`: what the hardware can do.
    Engine(Hardware& hardware, Signals& signals, std::set<std::string> capabilities, OnReport on_report);

    // Ends all of them.
    ~Engine() = default;

    // An order of the same name replaces one that has ended. Throws base::Error when that is still armed or
    // running, or when the hardware lacks the capability.
    void arm(Order order);

    // Throws base::Error unless it is armed and waits for a request.
    void fire(const std::string& id);

    // Returns when its holds are released; at once when it has ended already. Throws base::Error when there
    // is none of that name.
    void end(const std::string& id);

    // All of them, and forgets them.
    void end_all();

    struct Status {
        std::string id;
        std::string fault;
        ArmedFault::State state;
    };

    // In alphabetical order.
    std::vector<Status> faults() const;

private:
    ArmedFault& require(const char* action, const std::string& id);

    Hardware& hardware_;
    Signals& signals_;
    std::set<std::string> capabilities_;
    OnReport on_report_;
    std::map<std::string, std::unique_ptr<ArmedFault>> faults_;
};

}  // namespace tetherlab::fault
