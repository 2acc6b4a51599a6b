// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/bench.hpp"
#include "harness/bench/virtual_bench.hpp"

#include <memory>
#include <set>
#include <string>

namespace tetherlab::bench {

// What the bench of a bench file can do, known before there is one.
std::set<std::string> capabilities(const BenchFile& file);

// That bench, real or virtual. One with hardware boots always; what is only a virtual one's is for that.
std::unique_ptr<Bench> make_bench(const VirtualBench::Parts& parts);

}  // namespace tetherlab::bench
