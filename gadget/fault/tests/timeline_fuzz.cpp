// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/timeline.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

// Any text is refused, or is a timeline that reads the same when it is written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tetherlab::fault;
    const auto read = read_timeline(std::string(reinterpret_cast<const char*>(data), size));
    const auto* timeline = std::get_if<Timeline>(&read);
    if (timeline == nullptr) return 0;
    const auto again = read_timeline(to_text(*timeline));
    if (again != read || misplaced(*timeline)) std::abort();
    return 0;
}
