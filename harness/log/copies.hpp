// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/log/log.hpp"

namespace tetherlab::log {

// Takes out of `log` what stands twice: the same lines quoted again, and the same events once by dmesg and
// once by syslog. What goes on after a copy becomes part of the session it is a copy of, by that session's
// clock. Sorts the events by session and time, and drops sessions that are left without any.
void drop_copies(Log& log);

}  // namespace tetherlab::log
