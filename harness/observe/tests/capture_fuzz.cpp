// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/yaml.hpp"
#include "harness/observe/capture.hpp"

#include <cstdlib>
#include <string>
#include <variant>

// Any text is refused with a ConfigError, or is a timeline that a hotspot reads in the same way.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tetherlab;
    try {
        const observe::Capture capture =
            observe::read_capture(std::string(reinterpret_cast<const char*>(data), size), "fuzz.txt");
        const auto again = fault::read_timeline(to_text(capture.timeline));
        const auto* timeline = std::get_if<fault::Timeline>(&again);
        if (timeline == nullptr || *timeline != capture.timeline) std::abort();
        if (capture.events.size() != capture.timeline.events.size()) std::abort();
    } catch (const base::ConfigError&) {
    }
    return 0;
}
