// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/run_directory.hpp"

#include "gadget/base/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <optional>

namespace tetherlab::bench {
namespace {

constexpr base::Milliseconds kUndoTime{10'000};  // of one entry: a QEMU with its memory on a busy machine
constexpr std::size_t kIdLength = 6;  // "tl" + id + "-client" must stay a short interface-like name

std::string new_id() {
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz234567";
    std::array<unsigned char, kIdLength> random{};
    base::check(static_cast<int>(::getrandom(random.data(), random.size(), 0)), "get", "random bytes");
    std::string id;
    for (const unsigned char byte : random) id += kLetters[byte % kLetters.size()];
    return id;
}

base::UniqueFd open_lock(const std::filesystem::path& file) {
    return base::UniqueFd(
        base::check(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600), "open", file.string()));
}

// Making a run's folder and judging whether one is dead exclude each other: between mkdir and the lock a
// folder looks dead.
base::UniqueFd lock_runs(const std::filesystem::path& runs) {
    base::UniqueFd lock = open_lock(runs / ".lock");
    while (::flock(lock.get(), LOCK_EX) != 0) {
        if (errno != EINTR) base::throw_errno("lock", (runs / ".lock").string());
    }
    return lock;
}

struct Reckoning {
    std::vector<std::string> removed;
    std::vector<std::string> failures;
};

// Under the lock of all runs: a sweep that judges the folder now would make its lock file anew.
void remove_folder(const std::filesystem::path& folder, std::vector<std::string>& failures) {
    const base::UniqueFd lock = lock_runs(folder.parent_path());
    std::error_code failure;
    std::filesystem::remove_all(folder, failure);
    if (failure) failures.push_back(fmt::format("remove {}: {}", folder.string(), failure.message()));
}

Reckoning undo_all(const std::filesystem::path& folder) {
    Reckoning reckoning;
    std::vector<Entry> entries;
    try {
        entries = read_ledger(folder / "ledger");
    } catch (const base::Error& error) {
        reckoning.failures.emplace_back(error.what());
    }
    std::for_each(entries.rbegin(), entries.rend(), [&](const Entry& entry) {
        try {
            if (undo(entry, base::Deadline(kUndoTime)) == Undone::kRemoved) {
                reckoning.removed.push_back(to_text(entry));
            }
        } catch (const base::Error& error) {
            reckoning.failures.push_back(to_text(entry) + ": " + error.what());
        }
    });
    if (reckoning.failures.empty()) remove_folder(folder, reckoning.failures);
    return reckoning;
}

struct DeadRun {
    std::filesystem::path folder;
    base::UniqueFd lock;  // keeps other sweeps away
};

std::optional<DeadRun> claim(const std::filesystem::path& folder) {
    base::UniqueFd lock = open_lock(folder / "lock");
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) return std::nullopt;
    return DeadRun{folder, std::move(lock)};
}

std::vector<DeadRun> claim_dead_runs(const std::filesystem::path& runs) {
    const base::UniqueFd lock = lock_runs(runs);
    std::vector<DeadRun> dead;
    for (const auto& entry : std::filesystem::directory_iterator(runs)) {
        if (!entry.is_directory()) continue;
        if (auto run = claim(entry.path())) dead.push_back(std::move(*run));
    }
    return dead;
}

}  // namespace

std::filesystem::path runs_folder() {
    if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/') {
        return std::filesystem::path(state) / "tetherlab/runs";
    }
    const char* home = std::getenv("HOME");
    if (home == nullptr || *home != '/') {
        throw base::Error("find", "the folder for runs", "neither XDG_STATE_HOME nor HOME is set");
    }
    return std::filesystem::path(home) / ".local/state/tetherlab/runs";
}

RunDirectory::RunDirectory(const std::filesystem::path& runs) {
    std::filesystem::create_directories(runs);
    const base::UniqueFd lock = lock_runs(runs);
    do {
        id_ = new_id();
        path_ = runs / id_;
    } while (!std::filesystem::create_directory(path_));
    lock_ = open_lock(path_ / "lock");
    base::check(::flock(lock_.get(), LOCK_EX | LOCK_NB), "lock", (path_ / "lock").string());
    ledger_ = std::make_unique<Ledger>(path_ / "ledger");
}

RunDirectory::~RunDirectory() {
    try {
        close();
    } catch (const std::exception&) {
        // The next sweep tries again and reports it.
    }
}

std::filesystem::path RunDirectory::socket(std::string_view name) const {
    const std::filesystem::path socket = path_ / name;
    constexpr std::size_t kLongest = sizeof(sockaddr_un::sun_path) - 1;
    if (socket.string().size() > kLongest) {
        throw base::Error(
            "name", "socket " + socket.string(),
            fmt::format("longer than the {} characters a socket may have; set XDG_STATE_HOME to a "
                        "shorter path",
                        kLongest));
    }
    return socket;
}

void RunDirectory::record(const Entry& entry) {
    ledger_->record(entry);
}

std::vector<std::string> RunDirectory::close() {
    if (!lock_) return {};
    Reckoning reckoning = undo_all(path_);
    lock_.reset();
    return std::move(reckoning.failures);
}

std::vector<Swept> sweep(const std::filesystem::path& runs) {
    std::vector<Swept> swept;
    if (!std::filesystem::exists(runs)) return swept;
    for (const DeadRun& run : claim_dead_runs(runs)) {
        Reckoning reckoning = undo_all(run.folder);
        swept.push_back({run.folder.filename(), std::move(reckoning.removed), std::move(reckoning.failures)});
    }
    return swept;
}

}  // namespace tetherlab::bench
