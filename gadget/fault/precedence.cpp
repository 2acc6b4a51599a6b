// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/precedence.hpp"

#include <pthread.h>
#include <sched.h>

namespace tetherlab::fault {

void take_precedence() {
    sched_param parameters{};
    parameters.sched_priority = 10;
    ::pthread_setschedparam(::pthread_self(), SCHED_FIFO, &parameters);
}

}  // namespace tetherlab::fault
