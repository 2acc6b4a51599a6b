// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/virtual_bench.hpp"

#include "gadget/base/bytes.hpp"
#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "gadget/lan/internet.hpp"
#include "harness/bench/file_clone.hpp"
#include "harness/bench/netns.hpp"
#include "harness/bench/substitutions.hpp"
#include "harness/image/board.hpp"
#include "harness/image/loader_slice.hpp"
#include "harness/power/kvm_probe.hpp"

#include <fmt/format.h>

#include <future>

namespace tetherlab::bench {
namespace {

constexpr base::Milliseconds kProbeTime{10'000};
constexpr base::Milliseconds kKillTime{10'000};
constexpr auto kUsbNetTap = "usb-net";
constexpr auto kInitrd = "gadget-initrd";

// Of the router's LAN bridge, which takes the MAC address of lan1 (power::router_argv). It stays the same
// whatever the LAN's IPv4 network is, and where that is the hotspot's, too.
constexpr auto kRouterLinkLocal = "fe80::5054:ff:fe30:4001%br-lan";

// Between two attempts to reach the router's ssh when its console is silent, as after a network restart.
constexpr base::Milliseconds kRetryTime{500};

}  // namespace

VirtualBench::VirtualBench(const Parts& parts)
    : file_(parts.file),
      images_(parts.images),
      run_(parts.run),
      log_(parts.log),
      equipment_(parts.equipment),
      from_(parts.from),
      save_into_(parts.save_into),
      board_(image::virtual_dir_3040()),
      substitutions_(load_substitutions(images_ / "router/substitutions.tsv")),
      network_(run_),
      traffic_(network_.client(), "eth0", log_),
      round_trips_(network_.client(), lan::kWebAddress, log_),
      console_(log_),
      power_(router_options(), console_, log_),
      boot_loader_(console_, router::MaltaUboot::Options::load(images_ / "router")),
      shell_(shell_options()),
      router_({power_, console_, boot_loader_, shell_, log_}),
      client_(network_, run_),
      lookout_(shell_, client_, lab_urls()) {
    const std::stop_callback kill(parts.stop, [this] { abort(); });
    start(parts.stop);
}

VirtualBench::~VirtualBench() = default;

std::set<std::string> VirtualBench::capabilities(const BenchFile& file) {
    std::set<std::string> all{"flash.sysupgrade", "flash.tftp", "power"};
    if (file.usb) {
        all.insert(hotspot_capability(file.usb->identity));
        return all;
    }
    all.merge(GadgetHost::capabilities(file.wire));
    return all;
}

void VirtualBench::start(const std::stop_token& stop) {
    if (file_.usb) {
        // First of all: what is missing does not come by waiting for a router.
        versions_["hotspot"] = RealHotspot::check(hotspot_parts(), base::Deadline(kProbeTime));
        real_hotspot_.emplace(hotspot_parts());
        versions_["qemu"] = qemu_version("qemu-system-mipsel");
    }
    clone_file(from_ ? from_->folder / kSnapshotFlash : images_ / "router/flash.img",
               run_.path() / "flash.img");
    network_.follow(file_.lan, base::Deadline(kKillTime));
    if (equipment_ == Equipment::kWireBenchmark) add_equipment();
    std::future<void> gadget;
    if (!file_.usb) gadget = start_gadget_host(stop);
    if (from_)
        resume_router();
    else
        boot_router();
    if (gadget.valid()) gadget.get();
}

std::future<void> VirtualBench::start_gadget_host(const std::stop_token& stop) {
    gadget_host_.emplace(GadgetHost::Parts{.vm = gadget_parts(),
                                           .in_network = netns::prefix(network_.lab()),
                                           .qemu_log = run_.path() / "gadget-qemu.log",
                                           .log = log_});
    // Whatever is started after a stop request would not be killed by it.
    if (stop.stop_requested()) throw base::Error("make", "bench", "asked to stop");
    return std::async(std::launch::async, [this] {
        gadget_host_->meet(base::Deadline(file_.times.gadget_boot));
        versions_ = gadget_host_->versions();
        versions_["qemu"] = qemu_version("qemu-system-mipsel");
    });
}

// The kernel unpacks one initrd after the other (early-userspace/buffer-format.rst).
void VirtualBench::add_equipment() {
    netns::ip(network_.lab(),
              {fmt::format("tuntap add dev {} mode tap", kUsbNetTap),
               fmt::format("address add {}/24 dev {}", kUsbNetPeer, kUsbNetTap),
               fmt::format("link set {} up", kUsbNetTap)},
              base::Deadline(kKillTime));
    base::write_file(run_.path() / kInitrd, base::read_file(images_ / "gadget-vm/initrd.gz") +
                                                base::read_file(images_ / "iperf3/gadget-vm.cpio.gz"));
}

void VirtualBench::boot_router() {
    const router::State state =
        router_.bring_to(router::State::kShell, base::Deadline(file_.times.router_boot));
    if (state != router::State::kShell) {
        throw base::Error("boot", "router from its factory flash",
                          fmt::format("{}: {}", to_text(state), router_.trouble()));
    }
}

power::GadgetVmParts VirtualBench::gadget_parts() const {
    power::GadgetVmParts vm =
        gadget_machine(images_, in_run(), file_.wire, power::probe_acceleration(base::Deadline(kProbeTime)));
    if (equipment_ == Equipment::kWireBenchmark) vm.initrd = run_.path() / kInitrd;
    vm.snapshot = snapshot_parts("gadget");
    return vm;
}

RealHotspot::Parts VirtualBench::hotspot_parts() const {
    return {.device = *file_.usb,
            .wire = images_ / "tetherlab-wire",
            .socket = run_.socket("wire"),
            .log = run_.path() / "wire.log",
            .in_network = netns::prefix(network_.lab()),
            .on_change = [this](const std::string& state) {
                log_.emit(event::Kind::kUsb, "hotspot", {{"state", state}});
            }};
}

power::QemuRouter::Options VirtualBench::router_options() const {
    power::RouterVm vm = router_machine(images_, in_run());
    if (equipment_ == Equipment::kWireBenchmark) vm.usb_net_tap = kUsbNetTap;
    vm.snapshot = snapshot_parts("router");
    return {.vm = vm,
            .in_network = netns::prefix(network_.lab()),
            .qemu_log = run_.path() / "router-qemu.log",
            .make_kernel_slice = [vm, board = board_] {
                base::write_file(vm.kernel_slice,
                                 base::as_text(image::read_loader_slice(vm.flash, board).bytes));
            }};
}

InRun VirtualBench::in_run() const {
    return [this](std::string_view name) { return run_.socket(name); };
}

router::SshShell::Options VirtualBench::shell_options() {
    return {.address = file_.lan.address,
            .fallback_addresses = {kRouterLinkLocal},
            .network_is_up = from_.has_value(),
            .run_dir = run_.path(),
            .in_network = netns::prefix(network_.lab()),
            .await_change = [this](const base::Deadline& deadline) {
                console_.await_output(deadline.within(kRetryTime));
            }};
}

flash::Outcome VirtualBench::flash(const std::filesystem::path& image, const base::Deadline& deadline) {
    const auto follow_router = [this](const std::string& address) {
        follow({address, file_.lan.prefix}, base::Deadline(kKillTime));
    };
    const flash::Target target{
        .router = router_, .shell = shell_, .log = log_, .board = board_, .follow = follow_router};
    const flash::RecoveryLab lab{.in_network = netns::prefix(network_.lab()),
                                 .run_dir = run_.path(),
                                 .tftp = flash::TftpSystem{.kernel = images_ / "router/kernel.uimage",
                                                           .initrd = images_ / "router/recovery.cpio.gz",
                                                           .server_address = neighbour(file_.lan).address,
                                                           .router_address = file_.lan.address},
                                 .page = {},
                                 .time = file_.times.recovery,
                                 .stop = stop_.get_token()};
    lookout_.lan_changed();
    return flash::flash(target, lab, image, image::Settings::kDiscard, deadline);
}

void VirtualBench::abort() noexcept {
    stop_.request_stop();
    network_.kill_processes();
}

void VirtualBench::follow(const router::Ipv4Interface& router_lan, const base::Deadline& deadline) {
    network_.follow(router_lan, deadline);
    shell_.reconnect(router_lan.address);
    lookout_.lan_changed();
}

observe::Facts VirtualBench::look(const observe::Needs& needs, const base::Deadline& deadline) {
    return lookout_.look(needs, deadline);
}

}  // namespace tetherlab::bench
