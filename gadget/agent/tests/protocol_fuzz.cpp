// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/protocol.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

using tetherlab::agent::BadMessage;

// Whatever comes in, it is a message that can be said again, or a BadMessage.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string line(reinterpret_cast<const char*>(data), size);
    try {
        tetherlab::agent::parse_request(to_line(tetherlab::agent::parse_request(line)));
    } catch (const BadMessage&) {
    }
    try {
        const auto answer = tetherlab::agent::parse_answer(line);
        std::visit([](const auto& message) { tetherlab::agent::parse_answer(to_line(message)); }, answer);
    } catch (const BadMessage&) {
    }
    return 0;
}
