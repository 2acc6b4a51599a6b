// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/pc_bench.hpp"

#include "gadget/base/error.hpp"
#include "harness/bench/netns.hpp"
#include "harness/bench/virtual_machines.hpp"
#include "harness/observe/pc_facts.hpp"
#include "harness/power/kvm_probe.hpp"

#include <future>
#include <stdexcept>

namespace tetherlab::bench {
namespace {

constexpr base::Milliseconds kProbeTime{10'000};
constexpr base::Milliseconds kRetryTime{500};  // between two attempts to reach its ssh while it says nothing

// Of the network adapter of power::pc_argv(), seen through the lab host's bridge.
constexpr auto kPcAddress = "fe80::5054:ff:fe30:4004%br-lan";

std::vector<Substitution> substitutions_of_pc() {
    return {{.what = "PC", .instead = "a virtual machine (QEMU q35)", .why = "the control needs no hardware"},
            {.what = "udev and network manager",
             .instead = "busybox: uevent, modprobe and udhcpc",
             .why = "the kernel's own module aliases choose the driver either way"}};
}

InRun in_run(const RunDirectory& run) {
    return [&run](std::string_view name) { return run.socket(name); };
}

}  // namespace

PcBench::PcBench(const Parts& parts)
    : acceleration_(power::probe_acceleration(base::Deadline(kProbeTime))),
      substitutions_(substitutions_of_pc()),
      network_(parts.run),
      console_(parts.log),
      gadget_host_(gadget_parts(parts)),
      pc_(pc_machine(parts.images, in_run(parts.run), acceleration_), netns::prefix(network_.lab()),
          parts.run.path() / "pc-qemu.log", console_),
      shell_(shell_options(parts.run)),
      client_(shell_),
      lookout_(shell_, client_, lab_urls(), observe::pc_facts) {
    const std::stop_callback kill(parts.stop, [this] { abort(); });
    event::step(parts.log, "PC: boot", [&] { start(parts.file, parts.stop); });
}

// As of a virtual bench, but for what a router can.
std::set<std::string> PcBench::capabilities(const BenchFile& file) {
    if (file.usb) return {hotspot_capability(file.usb->identity)};
    return GadgetHost::capabilities(file.wire);
}

void PcBench::start(const BenchFile& file, const std::stop_token& stop) {
    // Whatever was started before a stop request was heard would not be killed by it.
    if (stop.stop_requested()) throw base::Error("make", "bench", "asked to stop");
    std::future<void> gadget =
        std::async(std::launch::async, [&] { gadget_host_.meet(base::Deadline(file.times.gadget_boot)); });
    router::run_checked(shell_, "true", base::Deadline(file.times.router_boot));
    gadget.get();
    versions_ = gadget_host_.versions();
    versions_["qemu"] = qemu_version("qemu-system-x86_64");
}

GadgetHost::Parts PcBench::gadget_parts(const Parts& parts) const {
    return {.vm = gadget_machine(parts.images, in_run(parts.run), parts.file.wire, acceleration_),
            .in_network = netns::prefix(network_.lab()),
            .qemu_log = parts.run.path() / "gadget-qemu.log",
            .log = parts.log};
}

router::SshShell::Options PcBench::shell_options(const RunDirectory& run) {
    return {.address = kPcAddress,
            .run_dir = run.path(),
            .in_network = netns::prefix(network_.lab()),
            .await_change = [this](const base::Deadline& deadline) {
                pc_.check_running();
                console_.await_output(deadline.within(kRetryTime));
            }};
}

flash::Outcome PcBench::flash(const std::filesystem::path& /*image*/, const base::Deadline& /*deadline*/) {
    throw std::logic_error("a PC has no firmware to flash");
}

void PcBench::follow(const router::Ipv4Interface& /*router_lan*/, const base::Deadline& /*deadline*/) {
    throw std::logic_error("a PC has no LAN to follow");
}

observe::Facts PcBench::look(const observe::Needs& needs, const base::Deadline& deadline) {
    return lookout_.look(needs, deadline);
}

const image::Board& PcBench::board() const {
    throw std::logic_error("a PC has no flash");
}

base::Output PcBench::OwnClient::run(const base::Argv& argv, const base::Deadline& deadline) {
    return shell_.run(router::shell_command(argv), deadline);
}

}  // namespace tetherlab::bench
