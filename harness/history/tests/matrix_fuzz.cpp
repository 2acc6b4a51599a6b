// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/yaml.hpp"
#include "harness/history/matrix.hpp"

#include <cstdint>
#include <cstdlib>

// Any text is either refused with a ConfigError or gives at least one run.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tetherlab;
    try {
        if (history::parse_matrix({reinterpret_cast<const char*>(data), size}, "fuzz.yaml").empty())
            std::abort();
    } catch (const base::ConfigError&) {
        return 0;
    }
    return 0;
}
