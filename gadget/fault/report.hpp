// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <functional>
#include <optional>
#include <string>

namespace tetherlab::fault {

// Something a fault did.
struct Report {
    enum class What { kArmed, kFired, kNote, kEnded, kFailed };

    std::string id;
    std::string fault;  // its kind
    What what = What::kNote;
    std::string text;  // of a note, or why it failed
    base::Clock::time_point at;
    std::optional<base::Clock::time_point> scheduled;  // when it should have been, if there is a time for it
};

const char* to_text(Report::What what);

// Called on the threads of faults, several at a time. Must not block: the fault would be late.
using OnReport = std::function<void(const Report&)>;

}  // namespace tetherlab::fault
