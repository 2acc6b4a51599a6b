// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::base {

// The candidate at the smallest edit distance, or empty when even that is too far off to be a typing mistake
// (more than a third of its length, at least 2).
std::string nearest(std::string_view word, std::span<const std::string> candidates);

std::vector<std::string> split(std::string_view text, char separator);
std::string_view trim(std::string_view text);
std::string join(std::span<const std::string> parts, std::string_view separator);

// Both throw SystemError. write_file replaces the file at once (temporary file and rename), or leaves the old
// one.
std::string read_file(const std::filesystem::path& path);
void write_file(const std::filesystem::path& path, std::string_view content);

// Writes to an existing attribute file (sysfs, configfs, procfs) with one write(2). Throws SystemError.
void write_attribute(const std::filesystem::path& path, std::string_view value);

}  // namespace tetherlab::base
