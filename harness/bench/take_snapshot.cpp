// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/take_snapshot.hpp"

#include "gadget/base/text.hpp"
#include "harness/bench/snapshot_key.hpp"
#include "harness/bench/snapshot_store.hpp"
#include "harness/bench/virtual_bench.hpp"
#include "harness/bench/virtual_machines.hpp"
#include "harness/power/kvm_probe.hpp"

namespace tetherlab::bench {
namespace {

constexpr base::Milliseconds kProbeTime{10'000};  // a QEMU that looks for KVM
constexpr base::Milliseconds kMakeTime{600'000};  // another process's boot and save

}  // namespace

Snapshot take_snapshot(const BenchFile& file, const std::filesystem::path& images, RunDirectory& run,
                       event::Log& log, const std::stop_token& stop) {
    const std::string key = snapshot_key(
        {.images = images,
         .wire = file.wire,
         .acceleration = power::probe_acceleration(base::Deadline(kProbeTime)),
         .qemu_versions = {qemu_version("qemu-system-mipsel"), qemu_version("qemu-system-x86_64")},
         .processor = processor_of(base::read_file("/proc/cpuinfo"))});
    const auto boot_and_save = [&](const std::filesystem::path& folder) {
        VirtualBench bench(
            {.file = file, .images = images, .run = run, .log = log, .stop = stop, .save_into = folder});
        const std::stop_callback kill(stop, [&bench] { bench.abort(); });
        return event::step(log, "save both machines", [&bench] { return bench.save(); });
    };
    return SnapshotStore(images_folder())
        .find_or_make(key, run, boot_and_save, base::Deadline(kMakeTime), stop);
}

}  // namespace tetherlab::bench
