// SPDX-License-Identifier: Apache-2.0
#include "harness/verify/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::verify {
namespace {

constexpr std::size_t kWidestValue = 30;  // characters that push the next column no further

const char* sign(Mark mark) {
    switch (mark) {
        case Mark::kEqual:
            return "";
        case Mark::kDiffers:
            return ">>";
        case Mark::kUnsaid:
            return "~";
        case Mark::kUnread:
            break;
    }
    return "?";
}

std::string line(std::size_t width, std::size_t value_width, const char* mark, const std::string& field,
                 const std::string& expected, const std::string& got) {
    std::string text =
        fmt::format("{:>2} {:<{}}  {:<{}}  {}", mark, field, width, expected, value_width, got);
    while (text.ends_with(' ')) text.pop_back();
    return text + "\n";
}

}  // namespace

std::string table(const Comparison& comparison) {
    std::size_t width = 0;
    std::size_t value_width = std::string_view("expected").size();
    for (const Row& row : comparison.rows) {
        width = std::max(width, row.field.size());
        value_width = std::max(value_width, std::min(row.expected.size(), kWidestValue));
    }
    std::string text = line(width, value_width, "", "field", "expected", "got");
    for (const Row& row : comparison.rows)
        text += line(width, value_width, sign(row.mark), row.field, row.expected.empty() ? "-" : row.expected,
                     row.got.empty() ? "-" : row.got);
    for (const profile::Deviation& each : comparison.deviations)
        text += fmt::format("known deviation: {}: {} instead of {}, {}\n", each.field, each.got, each.wanted,
                            each.reason);
    return text + summary(comparison) + "\n";
}

nlohmann::ordered_json to_json(const Comparison& comparison) {
    using Json = nlohmann::ordered_json;
    Json rows = Json::array();
    for (const Row& row : comparison.rows)
        rows.push_back({{"field", row.field},
                        {"expected", row.expected},
                        {"got", row.got},
                        {"mark", to_text(row.mark)}});
    Json deviations = Json::array();
    for (const profile::Deviation& each : comparison.deviations)
        deviations.push_back(
            {{"field", each.field}, {"profile", each.wanted}, {"gadget", each.got}, {"reason", each.reason}});
    return {{"equal", comparison.equal()},
            {"summary", summary(comparison)},
            {"rows", std::move(rows)},
            {"deviations", std::move(deviations)}};
}

}  // namespace tetherlab::verify
