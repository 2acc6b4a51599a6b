// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/console/console.hpp"
#include "harness/event/event.hpp"
#include "harness/power/power.hpp"
#include "harness/router/boot_loader.hpp"
#include "harness/router/shell.hpp"
#include "harness/router/state.hpp"

#include <functional>
#include <optional>
#include <string>

namespace tetherlab::router {

// The device under test, from the plug to its shell. Knows in which state it left the router and goes from
// there by the table in state.hpp; each action is a step event. After the first fault it is broken, and every
// later call repeats that fault. Not thread-safe.
class Router {
public:
    // What a router is made of; the caller keeps all of it alive. The router is taken to be off.
    struct Parts {
        power::Power& power;
        console::Console& console;
        BootLoader& boot_loader;
        Shell& shell;
        event::Log& log;
    };

    explicit Router(const Parts& parts) : parts_(parts) {}

    State state() const { return state_; }

    // Goes to kOff, kBootloader, kKernel or kShell and returns it, or the state the router ended up in
    // instead: kBadKernel or kPanic, and trouble() says why. A router that has reset by itself since is found
    // at its boot loader. Throws base::Error, base::TimeoutError.
    [[nodiscard]] State bring_to(State wanted, const base::Deadline& deadline);

    // Forgets the fault that broke it: for who brings it back, from the plug or, where it answers, its shell.
    void start_over();

    // From kOff to kShell with a supply that does not boot the router but lets it go on at its shell, where
    // `command` is run first. Throws base::Error, also when the command fails, base::TimeoutError.
    void resume(const std::string& command, const base::Deadline& deadline);

    // From kBootloader or kBadKernel to kRecovery, or kPanic.
    [[nodiscard]] State boot_recovery(const RecoverySystem& system, const base::Deadline& deadline);

    // For whoever made the router reboot itself: waits for its boot loader and leaves it there. False when it
    // has not rebooted by the deadline.
    [[nodiscard]] bool await_reboot(const base::Deadline& deadline);

    // The router's own words in kBadKernel and kPanic: "Verifying Checksum ... Bad Data CRC".
    const std::string& trouble() const { return trouble_; }

    // The fault that broke it.
    const std::optional<std::string>& broken() const { return broken_; }

private:
    // Runs `work`, which returns the new state, as a step.
    void step(const std::string& name, const std::function<State()>& work);
    State perform(Action action, const base::Deadline& deadline);
    State power_on(const base::Deadline& deadline);
    State boot_flash(const base::Deadline& deadline);
    State await_shell(State reached, const base::Deadline& deadline);
    State misfortune(State state, const std::string& trouble);
    void notice_reset();
    void note(const std::string& text);

    Parts parts_;
    State state_ = State::kOff;
    std::string trouble_;
    std::optional<std::string> broken_;
};

}  // namespace tetherlab::router
