// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace tetherlab::base {

// A folder of its own under the system's temporary folder, for programs that only work on files. Removed with
// its contents.
class TemporaryFolder {
public:
    // Throws base::SystemError.
    TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

}  // namespace tetherlab::base
