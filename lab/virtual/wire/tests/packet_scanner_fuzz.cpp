// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/packet_scanner.hpp"

#include <algorithm>
#include <cstdlib>
#include <span>
#include <vector>

using tetherlab::wire::PacketScanner;

namespace {

std::vector<std::uint32_t> types_of(std::span<const std::byte> bytes, std::size_t at_a_time) {
    std::vector<std::uint32_t> types;
    PacketScanner scanner;
    while (!bytes.empty()) {
        const std::size_t size = std::min(bytes.size(), at_a_time);
        scanner.take(bytes.first(size), [&types](std::uint32_t type) { types.push_back(type); });
        bytes = bytes.subspan(size);
    }
    return types;
}

}  // namespace

// Whatever comes in, it is the same packets however it is cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span bytes(reinterpret_cast<const std::byte*>(data), size);
    if (types_of(bytes, 1) != types_of(bytes, 4096)) std::abort();
    return 0;
}
