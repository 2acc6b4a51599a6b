// SPDX-License-Identifier: Apache-2.0
#include "harness/image/squashfs.hpp"

#include "gadget/base/process.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>

namespace tetherlab::image {
namespace {

constexpr std::uint32_t kMagic = 0x73717368;  // "hsqs" read as little-endian
constexpr std::size_t kSuperblockSize = 96;
constexpr std::size_t kBytesUsedAt = 40;

std::uint64_t read_u64_le(base::ByteSpan bytes, std::size_t at) {
    return base::read_u32_le(bytes, at) | static_cast<std::uint64_t>(base::read_u32_le(bytes, at + 4)) << 32;
}

}  // namespace

std::optional<Problem> check_squashfs(base::ByteSpan root) {
    if (root.size() < kSuperblockSize) {
        return Problem{"squashfs superblock", 0, fmt::format("{} bytes", kSuperblockSize),
                       fmt::format("{} bytes", root.size())};
    }
    if (const std::uint32_t magic = base::read_u32_le(root, 0); magic != kMagic) {
        return Problem{"squashfs magic", 0, hex(kMagic), hex(magic)};
    }
    if (const std::uint64_t used = read_u64_le(root, kBytesUsedAt); used > root.size()) {
        return Problem{"squashfs size", kBytesUsedAt, fmt::format("{} bytes", used),
                       fmt::format("{} bytes", root.size())};
    }
    return std::nullopt;
}

std::vector<std::string> Squashfs::list(const std::vector<std::string>& paths,
                                        const base::Deadline& deadline) const {
    base::Argv command{"unsquashfs", "-o", std::to_string(offset_), "-d", "", "-ls", file_.string()};
    command.insert(command.end(), paths.begin(), paths.end());
    std::vector<std::string> found = base::split(base::run_checked(command, deadline), '\n');
    std::erase(found, "");
    return found;
}

std::string Squashfs::read(const std::string& path, const base::Deadline& deadline) const {
    return base::run_checked({"unsquashfs", "-o", std::to_string(offset_), "-cat", file_.string(), path},
                             deadline);
}

}  // namespace tetherlab::image
