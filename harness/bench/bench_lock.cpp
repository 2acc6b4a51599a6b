// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/bench_lock.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace tetherlab::bench {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& file) {
    if (errno != EWOULDBLOCK) base::throw_errno("lock", file.string());
    const std::string pid = base::read_file(file);
    throw base::Error("use", "the bench at " + file.parent_path().filename().string(),
                      fmt::format("another run is on it, process {}", pid.empty() ? "unknown" : pid));
}

// Held already by the time it is written to: a reader of a lock that is taken may find nothing yet.
void write_holder(const base::UniqueFd& lock, const std::string& file) {
    const std::string pid = std::to_string(::getpid());
    base::check(::ftruncate(lock.get(), 0), "write", file);
    base::check(static_cast<int>(::pwrite(lock.get(), pid.data(), pid.size(), 0)), "write", file);
}

}  // namespace

BenchLock::BenchLock(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    const std::string file = folder_ / "lock";
    lock_ =
        base::UniqueFd(base::check(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600), "open", file));
    if (::flock(lock_.get(), LOCK_EX | LOCK_NB) != 0) refuse(file);
    write_holder(lock_, file);
}

}  // namespace tetherlab::bench
