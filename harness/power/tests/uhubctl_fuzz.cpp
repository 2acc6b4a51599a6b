// SPDX-License-Identifier: Apache-2.0
#include "harness/power/uhubctl_power.hpp"

#include <cstdint>
#include <cstdlib>

// A port is only known when it is named.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string said(data, data + size);
    const auto on = tetherlab::power::parse_port_power(said, 4);
    if (on && said.find("Port 4: ") == std::string::npos) std::abort();
    return 0;
}
