// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/usb_devices.hpp"

#include <cstdint>
#include <cstdlib>

// Any bytes give devices with an identity, said on lines of the text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tetherlab;
    const auto lines = paste::clean(std::string_view(reinterpret_cast<const char*>(data), size));
    const importer::Reading reading = importer::read_usb_devices(lines, 0);
    if (reading.used.size() != lines.size()) std::abort();
    for (const importer::Device& each : reading.devices) {
        if (!each.vendor_id || each.sources.size() != 1) std::abort();
        if (each.sources[0].first.line < 1 || each.sources[0].last_line > lines.back().number) std::abort();
    }
    return 0;
}
