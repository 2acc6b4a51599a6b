// SPDX-License-Identifier: Apache-2.0
#include "harness/history/revision.hpp"

#include <charconv>
#include <tuple>

namespace tetherlab::history {

std::optional<std::int64_t> revision_number(std::string_view revision) {
    if (!revision.starts_with('r')) return std::nullopt;
    std::int64_t number = 0;
    const char* end = revision.data() + revision.size();
    const auto [after, error] = std::from_chars(revision.data() + 1, end, number);
    if (error != std::errc() || number < 0 || (after != end && *after != '-')) return std::nullopt;
    return number;
}

std::string short_revision(const std::string& revision) {
    return revision_number(revision) ? revision.substr(0, revision.find('-')) : revision;
}

bool older(std::string_view a, std::string_view b) {
    return std::tuple(revision_number(a), a) < std::tuple(revision_number(b), b);
}

}  // namespace tetherlab::history
