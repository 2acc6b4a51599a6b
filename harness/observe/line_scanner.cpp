// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/line_scanner.hpp"

#include "gadget/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace tetherlab::observe {

void LineScanner::fail(std::string_view expected) const {
    constexpr std::size_t kShown = 40;
    const std::string got =
        at_ >= line_.size() ? "the end of the line" : fmt::format("'{}'", line_.substr(at_, kShown));
    throw base::Error(
        "read", std::string(source_),
        fmt::format("line {}, column {}: expected {}, got {}", number_, at_ + 1, expected, got));
}

void LineScanner::literal(std::string_view text) {
    if (!accept(text)) fail(fmt::format("'{}'", text));
}

bool LineScanner::accept(std::string_view text) {
    if (!line_.substr(at_).starts_with(text)) return false;
    at_ += text.size();
    return true;
}

int LineScanner::decimal() {
    return number_in_base(10, std::numeric_limits<int>::max(), "a number");
}

int LineScanner::hex(int highest) {
    return number_in_base(16, highest, fmt::format("a hexadecimal number up to {:x}", highest));
}

int LineScanner::number_in_base(int base, int highest, std::string_view name) {
    const std::size_t first = line_.find_first_not_of(' ', at_);
    if (first == std::string_view::npos) fail(name);
    int value = 0;
    const auto [end, status] =
        std::from_chars(line_.data() + first, line_.data() + line_.size(), value, base);
    if (status != std::errc() || value < 0 || value > highest) fail(name);
    at_ = static_cast<std::size_t>(end - line_.data());
    return value;
}

char LineScanner::character() {
    if (at_ >= line_.size()) fail("a character");
    return line_[at_++];
}

std::string_view LineScanner::until(char stop) {
    const std::size_t end = std::min(line_.find(stop, at_), line_.size());
    const std::string_view text = line_.substr(at_, end - at_);
    at_ = end;
    return text;
}

std::string LineScanner::rest() {
    const std::string_view text = line_.substr(at_);
    at_ = line_.size();
    return std::string(text);
}

void LineScanner::end() {
    if (at_ != line_.size()) fail("the end of the line");
}

}  // namespace tetherlab::observe
