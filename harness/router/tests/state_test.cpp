// SPDX-License-Identifier: Apache-2.0
#include "harness/router/state.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tetherlab::router {
namespace {

// Where an action leads when all goes well.
State outcome(Action action) {
    switch (action) {
        case Action::kPowerOn:
            return State::kBootloader;
        case Action::kBootFlash:
            return State::kKernel;
        case Action::kAwaitShell:
            return State::kShell;
        case Action::kPowerOff:
            return State::kOff;
    }
    return State::kOff;
}

std::vector<std::string> way(State from, State wanted) {
    std::vector<std::string> actions;
    while (const Transition* row = next_transition(from, wanted)) {
        actions.emplace_back(to_text(row->action));
        from = outcome(row->action);
    }
    return actions;
}

TEST(Transitions, LeadUpFromThePlugToTheShell) {
    EXPECT_THAT(
        way(State::kOff, State::kShell),
        testing::ElementsAre("router: power on", "router: boot from flash", "router: wait for the shell"));
}

TEST(Transitions, LeadFromTheShellToTheBootLoaderThroughThePlug) {
    EXPECT_THAT(way(State::kShell, State::kBootloader),
                testing::ElementsAre("router: power off", "router: power on"));
}

TEST(Transitions, LeadOutOfARecoverySystem) {
    EXPECT_THAT(way(State::kRecovery, State::kShell),
                testing::ElementsAre("router: power off", "router: power on", "router: boot from flash",
                                     "router: wait for the shell"));
}

TEST(Transitions, LeaveABadKernelOnlyByThePlug) {
    EXPECT_EQ(next_transition(State::kBadKernel, State::kShell), nullptr);
    EXPECT_THAT(way(State::kBadKernel, State::kOff), testing::ElementsAre("router: power off"));
}

TEST(Transitions, DoNotBringAPanickedRouterToItsShell) {
    EXPECT_EQ(next_transition(State::kPanic, State::kShell), nullptr);
}

TEST(Transitions, HaveOneRowAtMostForEachPair) {
    std::set<std::pair<State, State>> pairs;
    for (const Transition& row : transitions()) pairs.emplace(row.from, row.wanted);
    EXPECT_EQ(pairs.size(), transitions().size());
}

TEST(Transitions, SwitchOffFromEveryState) {
    for (const State state : {State::kBootloader, State::kBadKernel, State::kKernel, State::kPanic,
                              State::kRecovery, State::kShell})
        EXPECT_THAT(way(state, State::kOff), testing::ElementsAre("router: power off")) << to_text(state);
}

}  // namespace
}  // namespace tetherlab::router
