// SPDX-License-Identifier: Apache-2.0
#include "harness/image/flash_layout.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/image/board.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace tetherlab::image {
namespace {

std::optional<std::size_t> number_in(std::string_view text) {
    const bool hexadecimal = text.starts_with("0x");
    if (hexadecimal) text.remove_prefix(2);
    std::size_t value = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), value, hexadecimal ? 16 : 10);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

bool disjoint(const Partition& a, const Partition& b) {
    return a.end() <= b.offset || b.end() <= a.offset;
}

bool inside(const Partition& inner, const Partition& outer) {
    return inner.offset >= outer.offset && inner.end() <= outer.end();
}

// The reason why `next` cannot follow, or empty.
std::string reason_against(const Partition& next, const std::vector<Partition>& before) {
    if (next.size == 0 || next.offset % kNandBlock != 0 || next.size % kNandBlock != 0) {
        return fmt::format("{} does not start and end at a {:#x}-byte erase block", next.name, kNandBlock);
    }
    const auto clash = std::ranges::find_if(
        before, [&next](const Partition& other) { return !disjoint(next, other) && !inside(next, other); });
    return clash == before.end() ? std::string() : fmt::format("{} overlaps {}", next.name, clash->name);
}

}  // namespace

FlashLayout FlashLayout::parse(std::string_view text, const std::string& name) {
    FlashLayout layout;
    int number = 0;
    for (const std::string& line : base::split(text, '\n')) {
        ++number;
        if (base::trim(line).empty() || line.starts_with('#')) continue;
        const std::string object = fmt::format("{}:{}", name, number);
        const std::vector<std::string> columns = base::split(line, '\t');
        const auto offset = columns.size() < 3 ? std::nullopt : number_in(columns[1]);
        const auto size = columns.size() < 3 ? std::nullopt : number_in(columns[2]);
        if (!offset || !size) {
            throw base::Error("read", object, fmt::format("expected name, offset and size, got '{}'", line));
        }
        const Partition next{columns[0], *offset, *size};
        if (std::string reason = reason_against(next, layout.partitions_); !reason.empty()) {
            throw base::Error("read", object, reason);
        }
        layout.partitions_.push_back(next);
    }
    if (layout.partitions_.empty()) throw base::Error("read", name, "no partitions");
    return layout;
}

FlashLayout FlashLayout::load(const std::filesystem::path& file) {
    return parse(base::read_file(file), file.string());
}

std::size_t FlashLayout::flash_size() const {
    return std::ranges::max(partitions_, {}, &Partition::end).end();
}

const Partition& FlashLayout::at(std::string_view name) const {
    const auto found = std::ranges::find(partitions_, name, &Partition::name);
    if (found != partitions_.end()) return *found;
    std::vector<std::string> names;
    for (const Partition& partition : partitions_) names.push_back(partition.name);
    throw base::Error("find partition", std::string(name),
                      fmt::format("there are {}", fmt::join(names, ", ")));
}

}  // namespace tetherlab::image
