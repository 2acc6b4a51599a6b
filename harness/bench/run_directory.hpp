// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/unique_fd.hpp"
#include "harness/bench/ledger.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::bench {

// ${XDG_STATE_HOME:-~/.local/state}/tetherlab/runs. Throws base::Error when neither variable is set.
std::filesystem::path runs_folder();

// The folder of one run: sockets, the copy of the flash, logs, and the ledger. A lock on its file "lock"
// lives exactly as long as this process, however it ends: a folder whose lock is free is a dead run's.
class RunDirectory {
public:
    // Makes RUNS/ID with a new id, and RUNS when needed. Throws base::Error.
    explicit RunDirectory(const std::filesystem::path& runs);
    RunDirectory(const RunDirectory&) = delete;
    RunDirectory& operator=(const RunDirectory&) = delete;

    // close(), ignoring failures; what could not be undone stays for the next sweep.
    ~RunDirectory();

    // Six letters and digits; every name made outside carries it.
    const std::string& id() const { return id_; }

    const std::filesystem::path& path() const { return path_; }

    // The path of a socket in here. Throws base::Error when it would not fit into a sockaddr_un.
    std::filesystem::path socket(std::string_view name) const;

    // Call it before making the thing. Throws base::Error, and then it must not be made.
    void record(const Entry& entry);

    // Undoes the ledger newest first and removes the folder, unless something fails: returns a line for each.
    std::vector<std::string> close();

private:
    std::string id_;
    std::filesystem::path path_;
    base::UniqueFd lock_;
    std::unique_ptr<Ledger> ledger_;
};

// What was found of a run whose process is gone.
struct Swept {
    std::string id;
    std::vector<std::string> removed;   // "namespace tlk3f9a2-lab", …; empty when only the folder was left
    std::vector<std::string> failures;  // if any, the folder stays and the next sweep tries again
};

// Undoes the ledgers of all dead runs. Safe beside living runs and other sweeps.
std::vector<Swept> sweep(const std::filesystem::path& runs);

}  // namespace tetherlab::bench
