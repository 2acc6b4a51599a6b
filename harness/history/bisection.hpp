// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace tetherlab::history {

enum class Answer {
    kGood,
    kBad,
    kSkip,  // this image cannot be tested
};

// Finds the first bad one of images in order, with as few questions as there can be: of ten images, four. The
// first image is known to be good, the last one to be bad. Pure: the caller tries the images.
class Bisection {
public:
    // `images` is at least 2.
    explicit Bisection(std::size_t images) : skipped_(images, false), bad_(images - 1) {}

    // The image to try next, in the middle of what is open or near it; nothing when no other would tell more.
    std::optional<std::size_t> next() const;

    // What came of next().
    void answer(std::size_t image, Answer answer);

    // Those that may be the first bad one: in the end one, or several in a row of which all but the last
    // could not be tested.
    std::vector<std::size_t> suspects() const;

private:
    std::vector<bool> skipped_;
    std::size_t good_ = 0;  // the last one known to be
    std::size_t bad_;       // the first one known to be
};

}  // namespace tetherlab::history
