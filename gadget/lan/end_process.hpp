// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <sys/types.h>

namespace tetherlab::lan {

// Sends `signal` to a process that need not be our child and waits for its end; one that has ended already is
// fine. Throws base::Error.
void end_process(pid_t pid, int signal, const base::Deadline& deadline);

}  // namespace tetherlab::lan
