// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/unique_fd.hpp"

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tetherlab::bench {

// Things outside this process that must not outlive its run.
struct NamespaceEntry {  // with the processes and interfaces inside
    std::string name;

    bool operator==(const NamespaceEntry&) const = default;
};

struct ProcessEntry {
    pid_t pid = 0;
    std::uint64_t start = 0;  // clock ticks after boot, field 22 of /proc/PID/stat (proc(5))

    bool operator==(const ProcessEntry&) const = default;
};

struct PathEntry {  // a file, a socket, or a folder with all it holds
    std::filesystem::path path;

    bool operator==(const PathEntry&) const = default;
};

using Entry = std::variant<NamespaceEntry, ProcessEntry, PathEntry>;

// "namespace tlk3f9a2-lab", "process 4711", "path /etc/netns/tlk3f9a2-client"
std::string to_text(const Entry& entry);

// The entry for a running process, or nothing when it has ended.
std::optional<ProcessEntry> process_entry(pid_t pid);

enum class Undone { kRemoved, kAlreadyGone };

// Removes what the entry names. Only what is exactly that: a process with the same id and another start time
// is somebody else's. Throws base::Error.
Undone undo(const Entry& entry, const base::Deadline& deadline);

// The list of what a run has made, as a file that survives it: one JSON object a line, written *before* the
// thing is made, so that a SIGKILL at any moment leaves at most an entry for something that never was. (A
// process has no id before it is made: until its entry stands there, PR_SET_PDEATHSIG of base::Child ends
// it.)
class Ledger {
public:
    // Makes the file, or goes on with it. Throws base::SystemError.
    explicit Ledger(std::filesystem::path file);

    void record(const Entry& entry);

private:
    std::filesystem::path file_;
    base::UniqueFd fd_;
};

// The entries in the order they were recorded. A last line without its end was being written when the writer
// was killed, so what it names was not made, and it is left out. Throws base::Error naming FILE:LINE for a
// line that is no entry. No file, no entries.
std::vector<Entry> read_ledger(const std::filesystem::path& file);

}  // namespace tetherlab::bench
