// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/bench_file.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

// With no boards but what it names itself.
static const tetherlab::board::Boards kBoards("lab/boards");

// Any bytes are a bench or a ConfigError.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        tetherlab::bench::parse_bench(std::string(reinterpret_cast<const char*>(data), size), "fuzz.yaml",
                                      kBoards);
    } catch (const tetherlab::base::ConfigError&) {
    }
    return 0;
}
