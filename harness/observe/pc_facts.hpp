// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/observe/router_facts.hpp"
#include "harness/router/shell.hpp"

namespace tetherlab::observe {

// What a Debian PC is doing, in a router's terms: its WAN is the first network device that is USB, on which
// its DHCP client runs. It has no LAN, and no packages that a driver could be missing from. Throws as
// router_facts().
RouterFacts pc_facts(router::Shell& shell, const base::Deadline& deadline);

}  // namespace tetherlab::observe
