// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/verdict/diagnosis.hpp"
#include "harness/verdict/verdict.hpp"

#include <string>
#include <vector>

// A control experiment: the same hotspot with the same faults at a machine that is known to have what it
// takes.
namespace tetherlab::verdict {

enum class Machine {
    kRouter,  // does every step of the scenario
    kPc,      // leaves out what only a router has: firmware, and what `lan` and `wan` set
};

// Who the router under test is compared with.
struct Control {
    std::string name;  // "Debian PC with every USB network driver"
    Machine machine = Machine::kRouter;
};

// What became of the WAN on one of the two, whatever the scenario expected there.
struct Trial {
    Verdict wan = Verdict::kSkipped;   // pass: a LAN client reaches the web
    std::string said;                  // what the client got, or why it was not asked
    std::vector<Diagnosis> diagnoses;  // of that moment, when the WAN does not work
};

enum class Culprit {
    kNobody,    // the WAN works on both
    kRouter,    // … on the control only
    kHotspot,   // … on neither: the hotspot or its power
    kSettings,  // … not where the scenario's settings are, and that for them
    kControl,   // … not on the control
    kUnknown,   // one of the two runs has no answer
};

// "nobody", "router", "hotspot", "settings", "control", "unknown"
const char* to_text(Culprit culprit);

struct Conclusion {
    Culprit culprit = Culprit::kUnknown;
    std::string sentence;  // begins with who it is
};

// Pure. Who is at fault.
Conclusion conclude(const Trial& under_test, const Trial& on_control, const Control& control);

// Adds to the evidence of each diagnosis of the router under test whether the control shows the same.
void confront(std::vector<Diagnosis>& under_test, const std::vector<Diagnosis>& control);

}  // namespace tetherlab::verdict
