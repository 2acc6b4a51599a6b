// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/loss.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <utility>

namespace tetherlab::lan {
namespace {

constexpr int kPeriod = 1000;

}  // namespace

// Drawn without the library's distributions, whose results may differ from one library to the next.
std::vector<int> lost_of_thousand(const Loss& loss) {
    std::vector<int> numbers(kPeriod);
    std::iota(numbers.begin(), numbers.end(), 0);
    const auto wanted =
        static_cast<std::size_t>(std::clamp<long>(std::lround(loss.percent * kPeriod / 100), 0, kPeriod));
    std::mt19937_64 random(loss.seed);
    for (std::size_t drawn = 0; drawn < wanted; ++drawn)
        std::swap(numbers[drawn], numbers[drawn + random() % (numbers.size() - drawn)]);
    numbers.resize(wanted);
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

std::string drop_lost(const Loss& loss) {
    const std::vector<int> lost = lost_of_thousand(loss);
    if (lost.empty()) return {};
    if (lost.size() == kPeriod) return "drop";
    return fmt::format("numgen inc mod {} {{ {} }} drop", kPeriod, fmt::join(lost, ", "));
}

}  // namespace tetherlab::lan
