// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/lan.hpp"

#include "gadget/fault/kinds/common.hpp"

namespace tetherlab::fault {

void misbehave(Stage& stage, const Values& values, const LanFault& fault, const std::string& what) {
    Hold held = stage.lan(fault);
    stage.note(what);
    wait_for_duration(stage, values);
    held.release();
    stage.note("over");
}

}  // namespace tetherlab::fault
