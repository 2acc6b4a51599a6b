// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tetherlab::fault {

// Puts the calling thread before all threads of normal priority, for it has to be on time. Nothing happens
// without CAP_SYS_NICE.
void take_precedence();

}  // namespace tetherlab::fault
