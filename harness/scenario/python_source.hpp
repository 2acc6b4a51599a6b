// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/yaml.hpp"

#include <string>

namespace tetherlab::scenario {

// The Python script that says the same as a scenario file. It only rewrites the file's words: whether they
// mean anything is for parse() to say.
std::string python_source(const base::YamlNode& scenario);

}  // namespace tetherlab::scenario
