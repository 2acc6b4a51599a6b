// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <utility>

namespace tetherlab::fault {

// A misbehaviour that lasts as long as this object. Several holds of one misbehaviour may overlap: it ends
// with the last. The end must not throw; what it cannot undo is left to the release of the hotspot.
class [[nodiscard]] Hold {
public:
    Hold() = default;

    explicit Hold(std::function<void()> end) : end_(std::move(end)) {}

    Hold(Hold&& other) noexcept : end_(std::exchange(other.end_, {})) {}

    Hold& operator=(Hold&& other) noexcept {
        if (this != &other) {
            release();
            end_ = std::exchange(other.end_, {});
        }
        return *this;
    }

    ~Hold() { release(); }

    // Ends it now; nothing to do the second time.
    void release() {
        if (const auto end = std::exchange(end_, {})) end();
    }

private:
    std::function<void()> end_;
};

}  // namespace tetherlab::fault
