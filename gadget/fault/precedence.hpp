// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace tetherlab::fault {

// Puts the calling thread before all threads of normal priority, for it has to be on time. The programs it
// starts are not. Nothing happens without CAP_SYS_NICE.
void take_precedence();

// As long as it is there, the calling thread goes without its precedence: for work that takes a while, which
// others need not wait for. The first to wait would be the wire, which is to pass on what the fault did.
class GiveWay {
public:
    GiveWay();
    GiveWay(const GiveWay&) = delete;
    GiveWay& operator=(const GiveWay&) = delete;
    ~GiveWay();

private:
    int policy_;
};

}  // namespace tetherlab::fault
