// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/ledger.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/bench/netns.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <sstream>

#include <nlohmann/json.hpp>

namespace tetherlab::bench {
namespace {

using nlohmann::json;

template <typename... Visitors>
struct Overloaded : Visitors... {
    using Visitors::operator()...;
};

// For clang 14, which has no deduction for aggregates (P1816).
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

json to_json(const Entry& entry) {
    return std::visit(Overloaded{[](const NamespaceEntry& e) {
                                     return json{{"namespace", e.name}};
                                 },
                                 [](const ProcessEntry& e) {
                                     return json{{"process", e.pid}, {"start", e.start}};
                                 },
                                 [](const PathEntry& e) {
                                     return json{{"path", e.path.string()}};
                                 }},
                      entry);
}

Entry from_json(const json& line) {
    if (line.contains("namespace")) return NamespaceEntry{line.at("namespace")};
    if (line.contains("process")) return ProcessEntry{line.at("process"), line.at("start")};
    return PathEntry{line.at("path").get<std::string>()};
}

Undone undo_process(const ProcessEntry& entry, const base::Deadline& deadline) {
    // The descriptor first, the comparison second: it then stands for the process compared.
    const base::UniqueFd process(static_cast<int>(::syscall(SYS_pidfd_open, entry.pid, 0)));
    if (!process || process_entry(entry.pid) != entry) return Undone::kAlreadyGone;
    ::syscall(SYS_pidfd_send_signal, process.get(), SIGKILL, nullptr, 0);
    pollfd waiting{process.get(), POLLIN, 0};
    if (::poll(&waiting, 1, deadline.poll_timeout()) != 1) {
        base::throw_timeout(fmt::format("process {} to die", entry.pid), deadline);
    }
    return Undone::kRemoved;
}

Undone undo_path(const PathEntry& entry) {
    std::error_code failure;
    const auto removed = std::filesystem::remove_all(entry.path, failure);
    if (failure) throw base::SystemError("remove", entry.path.string(), failure.value());
    return removed > 0 ? Undone::kRemoved : Undone::kAlreadyGone;
}

}  // namespace

std::string to_text(const Entry& entry) {
    return std::visit(Overloaded{[](const NamespaceEntry& e) { return "namespace " + e.name; },
                                 [](const ProcessEntry& e) { return fmt::format("process {}", e.pid); },
                                 [](const PathEntry& e) { return "path " + e.path.string(); }},
                      entry);
}

std::optional<ProcessEntry> process_entry(pid_t pid) {
    std::string stat;
    try {
        stat = base::read_file(fmt::format("/proc/{}/stat", pid));
    } catch (const base::SystemError&) {
        return std::nullopt;
    }
    // Field 2, the name, may hold spaces and parentheses; field 3 follows the last ')'.
    std::istringstream rest(stat.substr(stat.rfind(')') + 2));
    constexpr int kStart = 22;
    char state = 0;
    rest >> state;
    if (state == 'Z' || state == 'X') return std::nullopt;  // ended, its parent has not asked yet
    std::string skipped;
    for (int field = 4; field < kStart; ++field) rest >> skipped;
    ProcessEntry entry{pid, 0};
    rest >> entry.start;
    return entry;
}

Undone undo(const Entry& entry, const base::Deadline& deadline) {
    return std::visit(Overloaded{[&](const NamespaceEntry& e) {
                                     return netns::remove(e.name, deadline) ? Undone::kRemoved
                                                                            : Undone::kAlreadyGone;
                                 },
                                 [&](const ProcessEntry& e) { return undo_process(e, deadline); },
                                 [](const PathEntry& e) { return undo_path(e); }},
                      entry);
}

Ledger::Ledger(std::filesystem::path file)
    : file_(std::move(file)),
      fd_(base::check(::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600), "open",
                      file_.string())) {}

void Ledger::record(const Entry& entry) {
    const std::string line = to_json(entry).dump() + "\n";
    const ssize_t written = ::write(fd_.get(), line.data(), line.size());
    if (written < 0) base::throw_errno("write", file_.string());
    if (static_cast<std::size_t>(written) != line.size()) {
        throw base::Error("write", file_.string(), "the file system is full");
    }
}

std::vector<Entry> read_ledger(const std::filesystem::path& file) {
    std::vector<Entry> entries;
    if (!std::filesystem::exists(file)) return entries;
    std::vector<std::string> lines = base::split(base::read_file(file), '\n');
    lines.pop_back();  // what follows the last line end
    for (const std::string& line : lines) {
        try {
            entries.push_back(from_json(json::parse(line)));
        } catch (const json::exception& error) {
            throw base::Error("read", fmt::format("{}:{}", file.string(), entries.size() + 1), error.what());
        }
    }
    return entries;
}

}  // namespace tetherlab::bench
