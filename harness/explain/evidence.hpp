// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/conclusion.hpp"
#include "harness/importer/import.hpp"

#include <functional>
#include <string>
#include <vector>

// Lines of logs and listings that a conclusion rests on.
namespace tetherlab::explain {

// The text of a line, without the blanks around it.
std::string line_text(const importer::Import& import, importer::Place place);

// The events of all logs that are wanted, in order.
std::vector<importer::Clue> events_that(const importer::Import& import,
                                        const std::function<bool(const log::Event&)>& wanted);

// The control interfaces of the network functions of all devices.
std::vector<const importer::Interface*> control_interfaces(const importer::Import& import);

}  // namespace tetherlab::explain
