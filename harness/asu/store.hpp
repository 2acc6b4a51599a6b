// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "gadget/base/unique_fd.hpp"
#include "harness/asu/answer.hpp"
#include "harness/asu/sha256.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace tetherlab::asu {

// Downloaded images, each in a folder asu-REQUEST_HASH-SHA256 below `folder`. Several processes may use one
// store at once.
class Store {
public:
    explicit Store(std::filesystem::path folder) : folder_(std::move(folder)) {}

    // The file with that name and content, marked as used now. One whose content is another by now is
    // removed.
    std::optional<std::filesystem::path> find(const Build& build, const Image& image) const;

    // An image that is not complete yet. Its file has no name (O_TMPFILE), so that nothing of it is left
    // however this process ends. All throw base::Error.
    class Incoming {
    public:
        explicit Incoming(const std::filesystem::path& folder);
        void add(base::ByteSpan bytes);
        // Gives it its name. Throws, and it is gone, unless it is `image` by its SHA-256.
        void keep(const std::filesystem::path& file, const Image& image);

    private:
        base::UniqueFd fd_;
        Sha256 hash_;
        std::size_t size_ = 0;
    };

    Incoming begin() const;
    // Returns its file.
    std::filesystem::path keep(Incoming incoming, const Build& build, const Image& image) const;

private:
    std::filesystem::path file_of(const Build& build, const Image& image) const;

    std::filesystem::path folder_;
};

}  // namespace tetherlab::asu
