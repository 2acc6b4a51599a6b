// SPDX-License-Identifier: Apache-2.0
#include "harness/verify/comparison.hpp"

#include "gadget/base/text.hpp"
#include "harness/verify/expectation.hpp"
#include "harness/verify/outline.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::verify {
namespace {

// "configuration 2, interface 0: "
std::string prefix(const std::string& path) {
    return path.empty() ? path : path + ": ";
}

std::string below(const std::string& path, const Part& part) {
    return path.empty() ? part.name : path + ", " + part.name;
}

// Lays two parts side by side: fields by name, parts in their order.
class Comparing {
public:
    explicit Comparing(Extent extent) : extent_(extent) {}

    void parts(const std::string& path, const Part& expected, const Part& got);

    void problem(const std::string& text) { rows_.push_back({"descriptors", "", text, Mark::kDiffers}); }

    std::vector<Row> take() { return std::move(rows_); }

private:
    void field(const std::string& path, const Field& expected, const Field* got);

    Mark other(Basis basis) const {
        return basis == Basis::kProfile || extent_ == Extent::kDescriptors ? Mark::kDiffers : Mark::kUnsaid;
    }

    Extent extent_;
    std::vector<Row> rows_;
};

void Comparing::field(const std::string& path, const Field& expected, const Field* got) {
    Row row{prefix(path) + expected.name, expected.value, got == nullptr ? "" : got->value, Mark::kEqual};
    if (got == nullptr)
        row.mark = other(expected.basis);
    else if (got->value == kNotRead)
        row.mark = Mark::kUnread;
    else if (got->value != expected.value)
        row.mark = other(expected.basis == Basis::kProfileIfThere ? Basis::kProfile : expected.basis);
    rows_.push_back(std::move(row));
}

void Comparing::parts(const std::string& path, const Part& expected, const Part& got) {
    for (const Field& each : expected.fields) field(path, each, got.find(each.name));
    for (const Field& each : got.fields) {
        if (expected.whole && expected.find(each.name) == nullptr)
            rows_.push_back({prefix(path) + each.name, "", each.value, other(Basis::kGadget)});
    }
    const std::size_t both = std::min(expected.parts.size(), got.parts.size());
    for (std::size_t i = 0; i < both; ++i)
        parts(below(path, expected.parts[i]), expected.parts[i], got.parts[i]);
    for (std::size_t i = both; i < expected.parts.size(); ++i) {
        const Part& part = expected.parts[i];
        rows_.push_back({below(path, part), part.summary, "", Mark::kDiffers});
    }
    for (std::size_t i = both; i < got.parts.size() && expected.whole; ++i) {
        const Part& part = got.parts[i];
        rows_.push_back({below(path, part), "", part.summary, Mark::kDiffers});
    }
}

Comparison compare(const Part& expected, const Outline& got, Extent extent) {
    Comparing comparing(extent);
    for (const std::string& each : got.problems) comparing.problem(each);
    comparing.parts("", expected, got.device);
    return {comparing.take(), {}};
}

// The first rows with that mark, in words.
std::string named(const Comparison& comparison, Mark mark) {
    constexpr std::size_t kMost = 3;
    std::vector<std::string> names;
    for (const Row& row : comparison.rows) {
        if (row.mark != mark) continue;
        names.push_back(fmt::format("{} {}, got {}", row.field, row.expected.empty() ? "none" : row.expected,
                                    row.got.empty() ? "none" : row.got));
    }
    const bool more = names.size() > kMost;
    names.resize(std::min(names.size(), kMost));
    return base::join(names, "; ") + (more ? "; …" : "");
}

}  // namespace

const char* to_text(Mark mark) {
    switch (mark) {
        case Mark::kEqual:
            return "equal";
        case Mark::kDiffers:
            return "differs";
        case Mark::kUnsaid:
            return "unsaid";
        case Mark::kUnread:
            break;
    }
    return "unread";
}

int Comparison::count(Mark mark) const {
    return static_cast<int>(
        std::count_if(rows.begin(), rows.end(), [mark](const Row& row) { return row.mark == mark; }));
}

Comparison compare(const profile::Profile& profile, const Reading& reading, Extent extent) {
    const Outline got = outline(reading);
    Comparison as_described = compare(described_device(profile), got, extent);
    std::vector<profile::Deviation> deviations = profile::deviations(profile);
    if (deviations.empty() || as_described.equal()) return as_described;
    Comparison as_shown = compare(outline(emulated_reading(profile)).device, got, extent);
    if (as_shown.count(Mark::kDiffers) >= as_described.count(Mark::kDiffers)) return as_described;
    as_shown.deviations = std::move(deviations);
    return as_shown;
}

std::string summary(const Comparison& comparison) {
    const int compared = static_cast<int>(comparison.rows.size()) - comparison.count(Mark::kUnread);
    const int unsaid = comparison.count(Mark::kUnsaid);
    std::string text;
    if (!comparison.equal())
        text = fmt::format("differs in {} of {} fields: {}", comparison.count(Mark::kDiffers), compared,
                           named(comparison, Mark::kDiffers));
    else if (unsaid > 0)
        text = fmt::format("equal in all {} fields that the profile says; not as a gadget has it: {}",
                           compared - unsaid, named(comparison, Mark::kUnsaid));
    else
        text = fmt::format("equal in all {} fields", compared);
    if (!comparison.deviations.empty())
        text += fmt::format("; known deviations from the profile: {}", comparison.deviations.size());
    return text;
}

}  // namespace tetherlab::verify
