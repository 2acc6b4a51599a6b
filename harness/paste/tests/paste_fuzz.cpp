// SPDX-License-Identifier: Apache-2.0
#include "harness/paste/paste.hpp"

#include <cstdint>
#include <cstdlib>

// Any bytes give lines in the order of the text, without the characters that clean() promises to take away.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tetherlab;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    int last = 0;
    for (const paste::Line& line : paste::clean(text)) {
        if (line.number < last || line.quote_depth < 0) std::abort();
        if (line.text.find_first_of("\r\n\t\x1b") != std::string::npos) std::abort();
        last = line.number;
    }
    if (paste::within_limits(text).size() != size) std::abort();
    return 0;
}
