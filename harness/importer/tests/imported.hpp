// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/import.hpp"

#include <string>
#include <string_view>

namespace tetherlab::importer {

// A file of tests/corpus, imported alone.
Import import_file(const std::string& name);

// A text named "paste.txt", imported alone.
Import import_text(std::string text);

// What an import makes of the devices, a line each with what follows from it indented:
//     profile 2cb7:0001 "Fibocom Mobile Boardband", high speed, …
//       ECM on interface 0 (class 02/06/00, driver cdc_ether)
//       configuration 1: …
//       line 57: the association says …
//     refused …
//     ignored 1d6b:0002 hub
std::string summary(const Import& import);

}  // namespace tetherlab::importer
