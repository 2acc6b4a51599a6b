// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/observe/remote_parts.hpp"
#include "harness/observe/router_facts.hpp"

#include <span>
#include <vector>

// What every Linux tells of its USB and its network in the same words, a router and a PC.
namespace tetherlab::observe {

// The parts that ask for it, and then `others`.
std::vector<RemotePart> with_host_parts(std::span<const RemotePart> others);

// Takes it from the answer to them: all facts that are not of OpenWrt. Throws base::Error for a part that
// failed or cannot be read.
void read_host(const RemoteAnswer& answer, RouterFacts& facts);

}  // namespace tetherlab::observe
