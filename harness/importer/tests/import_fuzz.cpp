// SPDX-License-Identifier: Apache-2.0
#include "gadget/profile/profile.hpp"
#include "harness/importer/output.hpp"
#include "harness/importer/profile_text.hpp"
#include "harness/scenario/scenario.hpp"

#include <cstdint>
#include <cstdlib>

// Any bytes give files; the profiles and scenarios among them can be read, and are what was drafted.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tetherlab;
    const importer::Text text{"fuzz.txt", std::string(reinterpret_cast<const char*>(data), size), true};
    const importer::Import import = importer::import_texts(std::span(&text, 1));
    for (const importer::Imported& each : import.devices) {
        if (!each.draft) continue;
        const std::string yaml = importer::profile_text(*each.draft, import.names());
        if (!(profile::parse(yaml, "fuzz.yaml") == each.draft->profile)) std::abort();
    }
    for (const importer::OutputFile& file : importer::output_files(import)) {
        if (file.name.ends_with(".scenario.yaml")) scenario::parse(file.content, file.name);
    }
    return 0;
}
