// SPDX-License-Identifier: Apache-2.0
#include "harness/console/telnet.hpp"

#include <cstdint>
#include <cstdlib>

// What came in one piece and what came byte by byte is the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using tetherlab::console::Telnet;
    const std::string bytes(data, data + size);
    Telnet whole;
    Telnet pieces;
    whole.opening();
    pieces.opening();
    const Telnet::Input at_once = whole.receive(bytes);
    Telnet::Input one_by_one;
    for (const char byte : bytes) {
        const Telnet::Input input = pieces.receive({&byte, 1});
        one_by_one.data += input.data;
        one_by_one.replies += input.replies;
    }
    if (at_once.data != one_by_one.data || at_once.replies != one_by_one.replies) std::abort();
    if (at_once.replies.size() > size) std::abort();
    return 0;
}
