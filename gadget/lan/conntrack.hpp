// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tetherlab::lan {

// Makes the calling thread's network namespace forget every connection it tracks, and with them what its NAT
// has translated. Throws base::SystemError.
void forget_connections();

}  // namespace tetherlab::lan
