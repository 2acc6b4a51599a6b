// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/stop_signals.hpp"

#include "gadget/base/deadline.hpp"

#include <gtest/gtest.h>
#include <sched.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace tetherlab::cli {
namespace {

using namespace std::chrono_literals;
using ::testing::ExitedWithCode;

constexpr int kWentOn = 7;

// Signals the process and returns when the listener has taken it.
void send(int signal) {
    ::kill(::getpid(), signal);
    const base::Deadline deadline(10s);
    sigset_t pending;
    for (::sigpending(&pending); sigismember(&pending, signal) == 1; ::sigpending(&pending)) {
        if (deadline.expired())
            base::throw_timeout("the listener to take signal " + std::to_string(signal), deadline);
        ::sched_yield();
    }
}

[[noreturn]] void end_after_two_signals_of_one_wish() {
    {
        const StopSignals signals(1h);
        send(SIGINT);
        send(SIGTERM);
        const bool asked = signals.token().stop_requested() && signals.received() == SIGINT;
        if (!asked) std::_Exit(EXIT_FAILURE);
    }
    std::_Exit(kWentOn);
}

[[noreturn]] void wait_for_the_end_after_a_second_wish() {
    const StopSignals signals(0ms);
    send(SIGINT);
    send(SIGTERM);
    ::alarm(10);
    for (;;) ::pause();
}

TEST(StopSignals, AskToStopOnceForTwoSignalsOfOneWish) {
    EXPECT_EXIT(end_after_two_signals_of_one_wish(), ExitedWithCode(kWentOn), "");
}

TEST(StopSignals, EndTheProcessWithTheSignalOfASecondWish) {
    EXPECT_EXIT(wait_for_the_end_after_a_second_wish(), ExitedWithCode(128 + SIGTERM), "");
}

}  // namespace
}  // namespace tetherlab::cli
