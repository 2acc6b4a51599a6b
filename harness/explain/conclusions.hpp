// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/conclusion.hpp"
#include "harness/importer/import.hpp"

#include <vector>

namespace tetherlab::explain {

// importer::conclude() with what follows from several conclusions together, and with those that only a
// router's owner asks about: which configuration is active, what the interface is called, IPv6 on the LAN.
// Ordered by cause.
std::vector<importer::Conclusion> conclude(const importer::Import& import);

}  // namespace tetherlab::explain
