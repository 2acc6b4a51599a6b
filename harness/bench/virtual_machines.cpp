// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/virtual_machines.hpp"

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/text.hpp"

namespace tetherlab::bench {
namespace {

constexpr base::Milliseconds kAskTime{10'000};  // to start, and to say it

}  // namespace

power::RouterVm router_machine(const std::filesystem::path& images, const InRun& in_run) {
    return {.images = images / "router",
            .flash = in_run("flash.img"),
            .kernel_slice = in_run("kernel-slice"),
            .console = in_run("console"),
            .qmp = in_run("qmp"),
            .usb = in_run("wire"),
            .lan1_tap = "lan1",
            .wan_tap = "wan"};
}

power::GadgetVmParts gadget_machine(const std::filesystem::path& images, const InRun& in_run,
                                    power::WireKind wire, power::Acceleration acceleration) {
    return {.images = images / "gadget-vm",
            .initrd = images / "gadget-vm/initrd.gz",
            .console = in_run("gadget-console.log"),
            .agent = in_run("agent"),
            .wire = in_run("wire"),
            .acceleration = acceleration,
            .wire_kind = wire};
}

power::PcVmParts pc_machine(const std::filesystem::path& images, const InRun& in_run,
                            power::Acceleration acceleration) {
    return {.images = images / "pc",
            .console = in_run("console"),
            .usb = in_run("wire"),
            .lab_tap = "lan1",
            .acceleration = acceleration};
}

std::string qemu_version(const std::string& program) {
    return base::split(base::run_checked({program, "--version"}, base::Deadline(kAskTime)), '\n').front();
}

}  // namespace tetherlab::bench
