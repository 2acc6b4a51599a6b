// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/precedence.hpp"

#include <sched.h>

namespace tetherlab::fault {
namespace {

constexpr pid_t kThisThread = 0;
constexpr int kPriority = 10;

void set_policy(int policy) {
    sched_param parameters{};
    parameters.sched_priority = policy == SCHED_OTHER ? 0 : kPriority;
    ::sched_setscheduler(kThisThread, policy, &parameters);
}

}  // namespace

void take_precedence() {
    set_policy(SCHED_FIFO | SCHED_RESET_ON_FORK);
}

GiveWay::GiveWay() : policy_(::sched_getscheduler(kThisThread)) {
    if (policy_ != SCHED_OTHER) set_policy(SCHED_OTHER);
}

GiveWay::~GiveWay() {
    if (policy_ != SCHED_OTHER) set_policy(policy_);
}

}  // namespace tetherlab::fault
