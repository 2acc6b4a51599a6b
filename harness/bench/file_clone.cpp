// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/file_clone.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/unique_fd.hpp"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include <cerrno>

namespace tetherlab::bench {
namespace {

constexpr std::size_t kPiece = 1 << 30;

// copy_file_range(2) works between file systems only from Linux 5.19 on, and not from all of them.
ssize_t copy_piece(int from, int to) {
    const ssize_t copied = ::copy_file_range(from, nullptr, to, nullptr, kPiece, 0);
    const bool impossible = copied < 0 && (errno == EXDEV || errno == EINVAL || errno == EOPNOTSUPP);
    return impossible ? ::sendfile(to, from, nullptr, kPiece) : copied;
}

}  // namespace

void clone_file(const std::filesystem::path& from, const std::filesystem::path& to) {
    const base::UniqueFd source(
        base::check(::open(from.c_str(), O_RDONLY | O_CLOEXEC), "open", from.string()));
    const base::UniqueFd target(base::check(
        ::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), "create", to.string()));
    if (::ioctl(target.get(), FICLONE, source.get()) == 0) return;
    for (;;) {
        const ssize_t copied = copy_piece(source.get(), target.get());
        if (copied < 0) base::throw_errno("copy " + from.string() + " to", to.string());
        if (copied == 0) return;
    }
}

}  // namespace tetherlab::bench
