// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace tetherlab::history {

// Which image a result is of. Everything is empty where nothing is flashed.
struct ImageIdentity {
    std::filesystem::path file;  // absolute
    std::string revision;        // as its metadata says; empty when it does not
    std::string sha256;          // of the file, in hexadecimal

    bool operator==(const ImageIdentity&) const = default;
};

// Reads the file; nothing for an empty path. Throws base::Error.
ImageIdentity identify(const std::filesystem::path& file);

}  // namespace tetherlab::history
