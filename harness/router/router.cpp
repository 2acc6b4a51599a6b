// SPDX-License-Identifier: Apache-2.0
#include "harness/router/router.hpp"

#include "gadget/base/error.hpp"
#include "harness/router/linux_boot.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace tetherlab::router {

State Router::bring_to(State wanted, const base::Deadline& deadline) {
    notice_reset();
    while (state_ != wanted) {
        const Transition* row = next_transition(state_, wanted);
        if (row == nullptr) break;
        step(to_text(row->action), [&] { return perform(row->action, deadline); });
    }
    return state_;
}

// What it does is not known, so only the plug and its own words tell.
void Router::start_over() {
    if (!broken_) return;
    broken_.reset();
    parts_.shell.disconnect();
    state_ = State::kKernel;
}

void Router::resume(const std::string& command, const base::Deadline& deadline) {
    if (state_ != State::kOff)
        throw std::logic_error(
            fmt::format("a router resumes when it is off, not from state '{}'", to_text(state_)));
    step("router: resume", [&] {
        parts_.power.on();
        parts_.shell.disconnect();
        run_checked(parts_.shell, command, deadline);
        return State::kShell;
    });
}

State Router::boot_recovery(const RecoverySystem& system, const base::Deadline& deadline) {
    if (state_ != State::kBootloader && state_ != State::kBadKernel)
        throw std::logic_error(fmt::format(
            "a recovery system boots from the boot loader, not from state '{}'", to_text(state_)));
    step("router: load recovery system", [&] {
        parts_.boot_loader.boot_recovery(system, deadline);
        return State::kKernel;
    });
    step("router: wait for the recovery shell", [&] { return await_shell(State::kRecovery, deadline); });
    return state_;
}

bool Router::await_reboot(const base::Deadline& deadline) {
    step("router: wait for the reboot", [&] {
        if (!parts_.boot_loader.await_prompt(deadline)) return state_;
        parts_.shell.disconnect();
        return State::kBootloader;
    });
    return state_ == State::kBootloader;
}

void Router::step(const std::string& name, const std::function<State()>& work) {
    if (broken_) throw base::Error("use", "the router", "it has been broken since: " + *broken_);
    try {
        event::step(parts_.log, name, [&] { state_ = work(); });
    } catch (const std::exception& error) {
        broken_ = error.what();
        throw;
    }
}

State Router::perform(Action action, const base::Deadline& deadline) {
    switch (action) {
        case Action::kPowerOn:
            return power_on(deadline);
        case Action::kBootFlash:
            return boot_flash(deadline);
        case Action::kAwaitShell:
            return await_shell(State::kShell, deadline);
        case Action::kPowerOff:
            parts_.power.off();
            parts_.shell.disconnect();
            return State::kOff;
    }
    throw std::logic_error("no such action");
}

State Router::power_on(const base::Deadline& deadline) {
    parts_.power.on();
    if (!parts_.boot_loader.await_prompt(deadline)) base::throw_timeout("the boot loader's prompt", deadline);
    return State::kBootloader;
}

State Router::boot_flash(const base::Deadline& deadline) {
    const Refusal refusal = parts_.boot_loader.boot_flash(deadline);
    return refusal ? misfortune(State::kBadKernel, *refusal) : State::kKernel;
}

State Router::await_shell(State reached, const base::Deadline& deadline) {
    if (const Panic panic = await_userland(parts_.console, deadline))
        return misfortune(State::kPanic, *panic);
    parts_.shell.disconnect();
    run_checked(parts_.shell, "true", deadline);
    return reached;
}

State Router::misfortune(State state, const std::string& trouble) {
    trouble_ = trouble;
    note(fmt::format("{}: {}", to_text(state), trouble));
    return state;
}

void Router::note(const std::string& text) {
    parts_.log.emit(event::Kind::kNote, "router", {{"text", text}});
}

void Router::notice_reset() {
    if (state_ != State::kKernel && state_ != State::kRecovery && state_ != State::kShell) return;
    if (!parts_.boot_loader.await_prompt(base::Deadline(base::Milliseconds::zero()))) return;
    note("it has reset by itself");
    parts_.shell.disconnect();
    state_ = State::kBootloader;
}

}  // namespace tetherlab::router
