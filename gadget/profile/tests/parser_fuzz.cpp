// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/yaml.hpp"
#include "gadget/profile/profile.hpp"

#include <cstdlib>

namespace {

using namespace tetherlab;

std::optional<profile::Profile> parsed(const std::string& yaml) {
    try {
        return profile::parse(yaml, "fuzz.yaml");
    } catch (const base::ConfigError&) {
        return std::nullopt;
    }
}

}  // namespace

// Any text is either refused with a ConfigError or gives a profile that survives being written and read
// again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto first = parsed(std::string(reinterpret_cast<const char*>(data), size));
    if (first && parsed(profile::emit(*first)) != first) std::abort();
    return 0;
}
