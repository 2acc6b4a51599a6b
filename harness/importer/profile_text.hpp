// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/to_profile.hpp"

#include <functional>
#include <span>
#include <string>

namespace tetherlab::importer {

// "thread.txt:78"; "line 78" where there is only one text.
std::string to_text(Place place, std::span<const std::string> files);

// What a profile's comments say of where it is from.
struct Wording {
    std::string first_line;
    std::function<std::string(Place)> origin;
};

// The profile as a file that profile::parse() reads, with the origin of every field behind it and the
// warnings before it.
std::string profile_text(const Draft& draft, const Wording& wording);
std::string profile_text(const Draft& draft, std::span<const std::string> files);

}  // namespace tetherlab::importer
