// SPDX-License-Identifier: Apache-2.0
// What a virtual bench does for snapshots.
#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/bench/file_clone.hpp"
#include "harness/bench/netns.hpp"
#include "harness/bench/virtual_bench.hpp"

#include <fmt/format.h>

#include <ctime>
#include <random>

namespace tetherlab::bench {
namespace {

constexpr base::Milliseconds kSaveTime{60'000};  // of both machines; 0.5 s on a busy one
constexpr base::Milliseconds kLookTime{100};

std::string random_words() {
    std::random_device random;
    return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

// What a router that boots has and one that goes on from a snapshot has not: the time of day, random numbers
// of its own (they count from the kernel's next reseed on, within half its uptime), and a USB controller.
std::string wake_command() {
    return fmt::format(
        "date -u -s @{} >/dev/null && echo {} >/dev/urandom && echo 1 >/sys/bus/pci/rescan && "
        "grep -q 0x0c0330 /sys/bus/pci/devices/*/class",
        std::time(nullptr), random_words());
}

}  // namespace

std::optional<power::SnapshotParts> VirtualBench::snapshot_parts(const std::string& machine) const {
    using power::SnapshotParts;
    if (!from_ && save_into_.empty()) return std::nullopt;
    const std::filesystem::path folder = from_ ? from_->folder : save_into_;
    return SnapshotParts{.use = from_ ? SnapshotParts::Use::kResume : SnapshotParts::Use::kSave,
                         .ram = folder / (machine + ".ram"),
                         .state = folder / (machine + ".state"),
                         .control = run_.socket(machine + "-qmp"),
                         .debugger = run_.socket(machine + "-gdb"),
                         .age = from_ ? from_->router_age : base::Milliseconds::zero()};
}

void VirtualBench::resume_router() {
    router_.resume(wake_command(), base::Deadline(file_.times.router_boot));
}

base::Milliseconds VirtualBench::save() {
    const base::Deadline deadline(kSaveTime);
    shell_.disconnect();
    await_end_of_ssh(deadline);
    power_.save();
    const base::Milliseconds age = console_.since_power_on();
    gadget_host_->save(deadline);
    clone_file(run_.path() / "flash.img", save_into_ / kSnapshotFlash);
    return age;
}

// A connection that was closed here has a process on the router until that notices.
void VirtualBench::await_end_of_ssh(const base::Deadline& deadline) {
    base::Argv argv = netns::prefix(network_.lab());
    for (const char* word : {"ss", "-Htn", "dport", "=", ":22"}) argv.emplace_back(word);
    while (!base::trim(base::run_checked(argv, deadline)).empty()) {
        if (deadline.expired()) base::throw_timeout("the router to end its last ssh session", deadline);
        console_.await_output(deadline.within(kLookTime));
    }
}

}  // namespace tetherlab::bench
