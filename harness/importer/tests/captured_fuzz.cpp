// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/captured.hpp"
#include "harness/importer/outcome.hpp"
#include "harness/verify/descriptors.hpp"

// Whatever a device sends, what becomes a profile is one that can be read again. The first byte is the speed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tetherlab;
    if (size == 0) return 0;
    verify::Reading reading;
    reading.port = "1-1";
    reading.speed = static_cast<profile::BusSpeed>(data[0] % 5);
    const base::ByteSpan bytes(reinterpret_cast<const std::byte*>(data + 1), size - 1);
    verify::set_descriptors(reading, bytes);
    reading.strings[1] = verify::text_of_string(bytes);
    const importer::Device device = importer::captured_device(reading);
    if (importer::decide(device).decision != importer::Decision::kProfile) return 0;
    const importer::Draft draft = importer::to_profile(device, {}, importer::profile_name(device));
    profile::parse(importer::captured_profile_text(draft, reading), "captured.yaml");
    return 0;
}
