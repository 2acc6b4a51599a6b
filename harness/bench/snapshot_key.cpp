// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/snapshot_key.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/bench/virtual_machines.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

namespace tetherlab::bench {
namespace {

constexpr int kFormat = 1;  // of the folder, and of what a resumed bench expects to find in the machines

// An image's content is not read, which would take longer than the start of a bench.
std::string identity_of(const std::filesystem::path& file) {
    struct stat status {};

    base::check(::stat(file.c_str(), &status), "find image", file.string());
    return fmt::format("{} {} bytes, changed {}.{:09}", std::filesystem::canonical(file).string(),
                       status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

std::string command_lines(const SnapshotInputs& inputs) {
    const InRun by_name = [](std::string_view name) { return std::filesystem::path(name); };
    const power::SnapshotParts parts{.ram = "ram", .state = "state", .control = "control"};
    power::RouterVm router = router_machine("images", by_name);
    power::GadgetVmParts gadget = gadget_machine("images", by_name, inputs.wire, inputs.acceleration);
    router.snapshot = gadget.snapshot = parts;
    return base::to_text(power::router_argv(router)) + "\n" + base::to_text(power::gadget_argv(gadget)) +
           "\n";
}

}  // namespace

std::string snapshot_key(const SnapshotInputs& inputs) {
    std::string key = fmt::format("tetherlab snapshot {}\n", kFormat);
    for (const std::string& version : inputs.qemu_versions) key += version + "\n";
    if (inputs.acceleration == power::Acceleration::kKvm) key += inputs.processor + "\n";
    key += command_lines(inputs);
    for (const char* image : {"router/u-boot.pflash", "router/kernel.uimage", "router/stage1.cpio.gz",
                              "router/flash.img", "gadget-vm/vmlinuz", "gadget-vm/initrd.gz"}) {
        key += identity_of(inputs.images / image) + "\n";
    }
    return key;
}

std::string processor_of(const std::string& cpuinfo) {
    std::string processor;
    for (const std::string& line : base::split(cpuinfo, '\n')) {
        if (line.empty()) break;  // the next processor follows
        if (line.starts_with("model name") || line.starts_with("flags")) processor += line + "\n";
    }
    return std::string(base::trim(processor));
}

}  // namespace tetherlab::bench
