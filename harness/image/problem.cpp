// SPDX-License-Identifier: Apache-2.0
#include "harness/image/problem.hpp"

#include <fmt/format.h>

#include <utility>

namespace tetherlab::image {

std::string to_text(const Problem& problem) {
    return fmt::format("{} at {:#x}: expected {}, got {}", problem.what, problem.offset, problem.expected,
                       problem.got);
}

Problem shifted(Problem problem, std::uint64_t offset) {
    problem.offset += offset;
    return problem;
}

FormatError::FormatError(Problem problem)
    : base::Error("read", fmt::format("{} at {:#x}", problem.what, problem.offset),
                  fmt::format("expected {}, got {}", problem.expected, problem.got)),
      problem_(std::move(problem)) {}

std::string hex(std::uint32_t value) {
    return fmt::format("{:#010x}", value);
}

std::string field_text(base::ByteSpan field) {
    std::string text;
    for (std::byte byte : field) {
        const auto character = std::to_integer<unsigned char>(byte);
        if (character == 0) break;
        text += character >= 0x20 && character < 0x7f ? static_cast<char>(character) : '?';
    }
    return text;
}

}  // namespace tetherlab::image
