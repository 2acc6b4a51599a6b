// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::bench {

// Which keys each map of a bench file may have; bench.schema.json has a definition of the same name for each.
using BenchKeys = std::map<std::string, std::vector<std::string>, std::less<>>;

const BenchKeys& bench_keys();

const std::vector<std::string>& keys_of(std::string_view map);

}  // namespace tetherlab::bench
