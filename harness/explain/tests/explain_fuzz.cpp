// SPDX-License-Identifier: Apache-2.0
#include "harness/explain/page.hpp"

#include <cstdint>
#include <cstdlib>

// Any text is either refused in one line or has a page.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tetherlab;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const explain::Explanation explanation = explain::explain({"fuzz.txt", text, true});
    if (explanation.refusal.find('\n') != std::string::npos) std::abort();
    if (explanation.refusal.empty() && explain::page(explanation).empty()) std::abort();
    if (explain::json(explanation).empty()) std::abort();
    return 0;
}
