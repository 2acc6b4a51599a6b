// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::image {

struct Partition {
    std::string name;
    std::size_t offset = 0;  // in the flash, bytes
    std::size_t size = 0;    // bytes

    std::size_t end() const { return offset + size; }

    bool operator==(const Partition&) const = default;
};

// The partitions of the router's flash, as its MTD driver shows them.
class FlashLayout {
public:
    // One partition a line: name, offset and size separated by tabs, numbers as in C; further columns and
    // lines that start with '#' are for other readers. Throws base::Error naming `name` and the line when a
    // line is not like that, or a partition overlaps the one before or does not start and end at an erase
    // block.
    static FlashLayout parse(std::string_view text, const std::string& name);
    static FlashLayout load(const std::filesystem::path& file);

    const std::vector<Partition>& partitions() const { return partitions_; }

    // Throws base::Error listing the names there are.
    const Partition& at(std::string_view name) const;

    // Where the last partition ends.
    std::size_t flash_size() const;

private:
    std::vector<Partition> partitions_;
};

}  // namespace tetherlab::image
