// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/console/socket_console.hpp"
#include "harness/event/event.hpp"
#include "harness/power/supply.hpp"

#include <memory>
#include <string>

namespace tetherlab::bench {

// What switches a real router's power, seen from its console: kPower events "on" and "off", a transcript that
// starts with the power, and proof that the power went. A router that is left without power gets it back in
// the end.
class RouterSupply : public power::Power {
public:
    struct Patience {
        // Of a router that has no power, long enough to empty its capacitors.
        base::Milliseconds silence{2'000};
        base::Milliseconds talk{15'000};  // until it has to be silent
    };

    // Both outlive it.
    RouterSupply(const power::Supply& supply, console::SocketConsole& console, event::Log& log,
                 Patience patience);
    RouterSupply(const RouterSupply&) = delete;
    RouterSupply& operator=(const RouterSupply&) = delete;
    ~RouterSupply() override;

    void on() override;

    // Returns when the router has fallen silent. Throws base::Error when it goes on talking.
    void off() override;

    bool is_on() const override { return power_->is_on(); }

private:
    void await_silence() const;

    std::string name_;
    std::unique_ptr<power::Power> power_;
    console::SocketConsole& console_;
    event::Log& log_;
    Patience patience_;
    bool cut_ = false;
};

}  // namespace tetherlab::bench
