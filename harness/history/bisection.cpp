// SPDX-License-Identifier: Apache-2.0
#include "harness/history/bisection.hpp"

namespace tetherlab::history {

std::optional<std::size_t> Bisection::next() const {
    const std::size_t middle = good_ + (bad_ - good_) / 2;
    std::optional<std::size_t> nearest;
    const auto distance = [middle](std::size_t image) {
        return image > middle ? image - middle : middle - image;
    };
    for (std::size_t image = good_ + 1; image < bad_; ++image) {
        if (skipped_[image]) continue;
        if (!nearest || distance(image) < distance(*nearest)) nearest = image;
    }
    return nearest;
}

void Bisection::answer(std::size_t image, Answer answer) {
    switch (answer) {
        case Answer::kGood:
            good_ = image;
            break;
        case Answer::kBad:
            bad_ = image;
            break;
        case Answer::kSkip:
            skipped_[image] = true;
            break;
    }
}

std::vector<std::size_t> Bisection::suspects() const {
    std::vector<std::size_t> images;
    for (std::size_t image = good_ + 1; image <= bad_; ++image) images.push_back(image);
    return images;
}

}  // namespace tetherlab::history
