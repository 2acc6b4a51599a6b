// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <utility>

namespace tetherlab::importer {

// A line of one of the files that are imported.
struct Place {
    int file = 0;  // index among them
    int line = 0;  // 1-based; 0: nowhere

    auto operator<=>(const Place&) const = default;
};

// What a text says, and where.
template <typename T>
struct Said {
    T value{};
    Place place;

    bool operator==(const Said&) const = default;
};

// Empty when no text says it.
template <typename T>
using Field = std::optional<Said<T>>;

// Something that a person should hear about a line.
struct Remark {
    Place place;
    std::string text;

    bool operator==(const Remark&) const = default;
};

}  // namespace tetherlab::importer
