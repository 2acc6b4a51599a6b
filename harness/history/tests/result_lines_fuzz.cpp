// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/yaml.hpp"
#include "harness/history/result_lines.hpp"

#include <cstdint>
#include <cstdlib>

// Any text is either refused with a ConfigError or gives results that are the same when written and read
// again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tetherlab;
    std::vector<history::Result> results;
    try {
        results = history::parse_lines({reinterpret_cast<const char*>(data), size}, "fuzz.jsonl");
    } catch (const base::ConfigError&) {
        return 0;
    }
    if (history::parse_lines(history::to_lines(results), "again.jsonl") != results) std::abort();
    return 0;
}
