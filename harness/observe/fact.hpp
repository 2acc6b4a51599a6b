// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace tetherlab::observe {

// Why something is not known: "the connection to 192.168.8.1 was lost".
struct Unknown {
    std::string why = "not looked at";
};

// What was seen, or why it was not. What is not known is the rig's problem and never evidence against the
// router, so that a verdict has to ask before it looks.
template <typename T>
class Fact {
public:
    Fact() = default;

    Fact(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor)

    Fact(Unknown unknown) : unknown_(std::move(unknown)) {}  // NOLINT(google-explicit-constructor)

    explicit operator bool() const { return value_.has_value(); }

    // Only when known.
    const T& operator*() const { return *value_; }

    T& operator*() { return *value_; }

    const T* operator->() const { return &*value_; }

    T* operator->() { return &*value_; }

    // Only when not known.
    const std::string& why() const { return unknown_.why; }

private:
    std::optional<T> value_;
    Unknown unknown_;
};

}  // namespace tetherlab::observe
