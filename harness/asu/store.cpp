// SPDX-License-Identifier: Apache-2.0
#include "harness/asu/store.hpp"

#include "gadget/base/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace tetherlab::asu {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestImage = 256u << 20;  // of boards like ours; their flash has 128 MiB

}  // namespace

fs::path Store::file_of(const Build& build, const Image& image) const {
    return folder_ / fmt::format("asu-{}-{}", build.request_hash, image.sha256) / image.name;
}

std::optional<fs::path> Store::find(const Build& build, const Image& image) const {
    const fs::path file = file_of(build, image);
    if (!fs::exists(file)) return std::nullopt;
    if (sha256_of(file) != image.sha256) {
        fs::remove(file);
        return std::nullopt;
    }
    fs::last_write_time(file.parent_path(), fs::file_time_type::clock::now());
    return file;
}

Store::Incoming Store::begin() const {
    fs::create_directories(folder_);
    return Incoming(folder_);
}

fs::path Store::keep(Incoming incoming, const Build& build, const Image& image) const {
    fs::path file = file_of(build, image);
    incoming.keep(file, image);
    return file;
}

Store::Incoming::Incoming(const fs::path& folder)
    : fd_(base::check(::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0644), "make a file in",
                      folder.string())) {}

void Store::Incoming::add(base::ByteSpan bytes) {
    size_ += bytes.size();
    if (size_ > kLargestImage) {
        throw base::Error("download", "an image",
                          fmt::format("expected at most {} bytes, got more", kLargestImage));
    }
    hash_.add(bytes);
    while (!bytes.empty()) {
        const ssize_t n = ::write(fd_.get(), bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) base::throw_errno("write", "a downloaded image");
        bytes = bytes.subspan(static_cast<std::size_t>(n));
    }
}

void Store::Incoming::keep(const fs::path& file, const Image& image) {
    const std::string got = hash_.finish();
    if (got != image.sha256) {
        throw base::Error("download", image.name,
                          fmt::format("expected SHA-256 {}, got {} of {} bytes", image.sha256, got, size_));
    }
    // A machine that loses its power must not find the name without the content.
    base::check(::fsync(fd_.get()), "write", file.string());
    fs::create_directories(file.parent_path());
    const std::string self = fmt::format("/proc/self/fd/{}", fd_.get());
    const int result = ::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, file.c_str(), AT_SYMLINK_FOLLOW);
    if (result != 0 && errno != EEXIST)  // another process was faster, with the same content
        base::throw_errno("name", file.string());
}

}  // namespace tetherlab::asu
