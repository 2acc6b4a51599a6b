// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/snapshot_store.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/text.hpp"
#include "gadget/base/unique_fd.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <vector>

namespace tetherlab::bench {
namespace {

namespace fs = std::filesystem;

constexpr base::Milliseconds kHashTime{10'000};
constexpr base::Milliseconds kLookTime{200};  // between two looks whether another process has finished
constexpr std::size_t kKept = 4;  // snapshots, of a third of a gigabyte each: two wires, two sets of images
constexpr auto kPrefix = "snapshot-";

std::string hash_of(const std::string& text) {
    constexpr std::size_t kLength = 16;  // as lab/virtual/images names its parts
    return base::run_checked({"sha256sum"}, base::Deadline(kHashTime), {.input = text}).substr(0, kLength);
}

// Held by the process that fills the snapshot; the kernel frees it when that ends, however it does.
base::UniqueFd lock(const fs::path& file, const base::Deadline& deadline, const std::stop_token& stop) {
    base::UniqueFd fd(
        base::check(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600), "open", file.string()));
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock waiting(mutex);
    while (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR) base::throw_errno("lock", file.string());
        if (stop.stop_requested()) throw base::Error("wait for", "another run's snapshot", "asked to stop");
        if (deadline.expired()) base::throw_timeout("another run to finish its snapshot", deadline);
        never.wait_for(waiting, stop, deadline.within(kLookTime).remaining(), [] { return false; });
    }
    return fd;
}

// A machine that loses its power must not find the name of a snapshot without its content.
void sync(const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().string();
        const base::UniqueFd fd(base::check(::open(name.c_str(), O_RDONLY | O_CLOEXEC), "open", name));
        base::check(::fsync(fd.get()), "write", name);
    }
}

void touch(const fs::path& folder) {
    fs::last_write_time(folder, fs::file_time_type::clock::now());
}

const char* variable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value == '/' ? value : nullptr;
}

}  // namespace

fs::path images_folder() {
    if (const char* cache = variable("TETHERLAB_CACHE")) return fs::path(cache) / "images";
    if (const char* cache = variable("XDG_CACHE_HOME")) return fs::path(cache) / "tetherlab/images";
    if (const char* home = variable("HOME")) return fs::path(home) / ".cache/tetherlab/images";
    throw base::Error("find", "the folder for snapshots",
                      "none of TETHERLAB_CACHE, XDG_CACHE_HOME, HOME is set");
}

fs::path SnapshotStore::folder_of(const std::string& key) const {
    return folder_ / (kPrefix + hash_of(key));
}

std::optional<Snapshot> SnapshotStore::find(const std::string& key) const {
    const fs::path folder = folder_of(key);
    if (!fs::exists(folder)) return std::nullopt;
    touch(folder);
    return read_snapshot(folder);
}

Snapshot SnapshotStore::find_or_make(const std::string& key, RunDirectory& run, const Fill& fill,
                                     const base::Deadline& deadline, const std::stop_token& stop) const {
    if (auto found = find(key)) return std::move(*found);
    const fs::path target = folder_of(key);
    fs::create_directories(folder_);
    const base::UniqueFd only_one = lock(target.string() + ".lock", deadline, stop);
    if (auto found = find(key)) return std::move(*found);

    const fs::path making = folder_ / fmt::format(".making-{}{}", kPrefix, run.id());
    run.record(PathEntry{making});
    fs::create_directory(making);
    const base::Milliseconds age = fill(making);
    write_snapshot({making, fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))), age});
    base::write_file(making / "key.txt", key);
    sync(making);
    forget_oldest(run);
    fs::rename(making, target);
    return read_snapshot(target);
}

// So that with the one about to appear there are kKept. A bench that goes on from one keeps its files open.
void SnapshotStore::forget_oldest(RunDirectory& run) const {
    std::vector<std::pair<fs::file_time_type, fs::path>> found;
    for (const auto& entry : fs::directory_iterator(folder_)) {
        const bool snapshot = entry.is_directory() && entry.path().filename().string().starts_with(kPrefix);
        if (snapshot) found.emplace_back(entry.last_write_time(), entry.path());
    }
    std::sort(found.rbegin(), found.rend());
    for (std::size_t i = kKept - 1; i < found.size(); ++i) {
        const fs::path& folder = found[i].second;
        const fs::path forgotten = folder_ / fmt::format(".forgotten-{}-{}", run.id(), i);
        run.record(PathEntry{forgotten});
        std::error_code taken_by_another;
        fs::rename(folder, forgotten, taken_by_another);  // at once, so that nobody finds half of it
        fs::remove_all(forgotten);
    }
}

}  // namespace tetherlab::bench
