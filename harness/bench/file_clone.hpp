// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace tetherlab::bench {

// Copies a file inside the kernel: sharing blocks where the file system can (Btrfs, XFS), else without a
// detour through this process. Replaces `to`. Throws base::SystemError.
void clone_file(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace tetherlab::bench
