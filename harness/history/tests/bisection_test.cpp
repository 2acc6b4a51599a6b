// SPDX-License-Identifier: Apache-2.0
#include "harness/history/bisection.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>

namespace tetherlab::history {
namespace {

using ::testing::ElementsAre;

struct Found {
    std::vector<std::size_t> tried;
    std::vector<std::size_t> suspects;
};

Found search(std::size_t images, const std::function<Answer(std::size_t)>& answer_for) {
    Bisection bisection(images);
    Found found;
    while (const auto image = bisection.next()) {
        found.tried.push_back(*image);
        bisection.answer(*image, answer_for(*image));
    }
    found.suspects = bisection.suspects();
    return found;
}

TEST(Bisection, FindsEveryFirstBadOneOfTenWithAtMostFourQuestions) {
    for (std::size_t planted = 1; planted < 10; ++planted) {
        const Found found = search(
            10, [planted](std::size_t image) { return image < planted ? Answer::kGood : Answer::kBad; });
        EXPECT_THAT(found.suspects, ElementsAre(planted));
        EXPECT_LE(found.tried.size(), 4U) << planted;
    }
}

TEST(Bisection, AsksNothingOfNeighbours) {
    const Found found = search(2, [](std::size_t) { return Answer::kGood; });
    EXPECT_TRUE(found.tried.empty());
    EXPECT_THAT(found.suspects, ElementsAre(1U));
}

TEST(Bisection, GoesAroundWhatCannotBeTested) {
    const Found found = search(10, [](std::size_t image) {
        if (image == 4 || image == 5) return Answer::kSkip;
        return image < 7 ? Answer::kGood : Answer::kBad;
    });
    EXPECT_THAT(found.suspects, ElementsAre(7U));
    EXPECT_EQ(std::count(found.tried.begin(), found.tried.end(), 4), 1);
}

TEST(Bisection, NamesThoseThatItCouldNotTellApart) {
    const Found found = search(6, [](std::size_t image) {
        if (image == 2 || image == 3) return Answer::kSkip;
        return image < 2 ? Answer::kGood : Answer::kBad;
    });
    EXPECT_THAT(found.suspects, ElementsAre(2U, 3U, 4U));
}

}  // namespace
}  // namespace tetherlab::history
