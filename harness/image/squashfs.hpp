// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "gadget/base/deadline.hpp"
#include "harness/image/problem.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tetherlab::image {

// Nothing when `root` starts with a squashfs superblock and holds all the bytes that it counts (magic "hsqs"
// at 0, bytes_used as little-endian 64 bits at 40; Linux 6.1, fs/squashfs/squashfs_fs.h).
std::optional<Problem> check_squashfs(base::ByteSpan root);

// A squashfs inside a file, read by squashfs-tools' unsquashfs.
class Squashfs {
public:
    // `offset` is where it starts in `file`.
    Squashfs(std::filesystem::path file, std::uint64_t offset) : file_(std::move(file)), offset_(offset) {}

    // Absolute paths of everything at and below `paths` ("lib/modules"); those that do not exist are left
    // out. Throws base::Error with what unsquashfs said, base::TimeoutError.
    std::vector<std::string> list(const std::vector<std::string>& paths,
                                  const base::Deadline& deadline) const;

    // The contents of a file. Throws like list(), also when there is no such file.
    std::string read(const std::string& path, const base::Deadline& deadline) const;

private:
    std::filesystem::path file_;
    std::uint64_t offset_;
};

}  // namespace tetherlab::image
