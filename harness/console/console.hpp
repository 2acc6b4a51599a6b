// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::console {

// The router's serial console. A reader thread collects what the router prints from the first byte on;
// expect() consumes it. Kernel messages may land anywhere in a line: match short, distinctive text.
class Console {
public:
    virtual ~Console() = default;

    // Sends bytes as they are; the caller adds "\n". Throws base::Error when the line is gone.
    virtual void send(std::string_view bytes) = 0;

    struct Match {
        std::size_t pattern;  // index of the text that came first
        std::string before;   // everything unconsumed up to and including it
    };

    // Waits until one of `texts` (plain text, not regular expressions) shows up in output not yet consumed,
    // and consumes up to its end. Nothing when the deadline comes first; then nothing is consumed. Throws
    // base::Error when the line is gone for good.
    virtual std::optional<Match> expect(const std::vector<std::string>& texts,
                                        const base::Deadline& deadline) = 0;

    // Everything printed since power-on, consumed or not.
    virtual std::string transcript() const = 0;
};

}  // namespace tetherlab::console
