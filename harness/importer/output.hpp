// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/import.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tetherlab::importer {

// A file of the output folder, before it is written.
struct OutputFile {
    std::string name;
    std::string content;
};

// NAME.profile.yaml and NAME.scenario.yaml of each profile, and findings.md. Pure.
std::vector<OutputFile> output_files(const Import& import);

// The beginning of a file that importing looks at, named by its file name. Throws base::SystemError.
Text read_text(const std::filesystem::path& file);

}  // namespace tetherlab::importer
