// SPDX-License-Identifier: Apache-2.0
#include "harness/power/qemu_args.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

namespace tetherlab::power {
namespace {

// Physical addresses; U-Boot and the kernel see them from 0x80000000 on.
constexpr auto kSliceAddress = "0x04000000";
constexpr auto kKernelAddress = "0x05000000";
constexpr auto kStage1Address = "0x06000000";

constexpr auto kUsbController = "qemu-xhci,id=xhci,p2=2,p3=1";
// Without the last option QEMU hides remote wake-up, and the router reads bmAttributes 0xa0 as 0x80.
constexpr auto kUsbRedir = "usb-redir,bus=xhci.0,port=1,chardev=usb,suppress-remote-wake=off";

// Without a source of random numbers that the kernel believes (random.trust_cpu) the first program to ask for
// one makes it gather them by a loop over the cycle counter, for seconds of a whole core
// (try_to_generate_entropy(), drivers/char/random.c, 6.1).
constexpr auto kAmd64Tcg = "-accel tcg -cpu qemu64,+rdrand";

// A host that is busy while the kernel looks whether its timer ticks makes it panic.
constexpr auto kAmd64Kernel = "console=ttyS0 panic=-1 quiet no_timer_check";

// The kernel's driver spins until QEMU has taken what it sends (__send_to_port(),
// drivers/char/virtio_console.c, 6.1). With event descriptors that is done by QEMU's main thread, which has
// to wake up for it and waits for two of them for each of 31 ports. Without them the virtual processor does
// it itself (docs/kernel-notes.md, "What the wire costs"). Port 0 is kept for a console.
constexpr auto kVirtioSerial = "virtio-serial-pci,max_ports=3,ioeventfd=off";

// A path in an option's value, where QEMU takes ",," for a comma (qemu-options.hx, 7.2).
std::string escaped(const std::filesystem::path& path) {
    return base::join(base::split(path.string(), ','), ",,");
}

// `words` are separated by blanks; a value may not have one.
void add(base::Argv& argv, std::string_view words) {
    for (std::string& word : base::split(words, ' ')) argv.push_back(std::move(word));
}

void add(base::Argv& argv, std::string option, std::string value) {
    argv.push_back(std::move(option));
    argv.push_back(std::move(value));
}

void add_loader(base::Argv& argv, const std::filesystem::path& file, const char* address) {
    add(argv, "-device", fmt::format("loader,file={},addr={},force-raw=on", escaped(file), address));
}

void add_tap(base::Argv& argv, const std::string& tap, const char* model, const char* mac) {
    if (tap.empty()) return;
    add(argv, "-nic", fmt::format("tap,ifname={},script=no,downscript=no,model={},mac={}", tap, model, mac));
}

void add_usb_net(base::Argv& argv, const std::string& tap) {
    if (tap.empty()) return;
    add(argv, "-netdev", fmt::format("tap,id=usb-net,ifname={},script=no,downscript=no", tap));
    add(argv, "-device", fmt::format("usb-net,netdev=usb-net,bus=xhci.0,port=2,mac={}", kUsbNetMac));
}

std::string usb_chardev(const std::filesystem::path& wire) {
    return "socket,id=usb,path=" + escaped(wire) + ",reconnect=1";
}

void add_hotspot_port(base::Argv& argv, const std::filesystem::path& wire) {
    add(argv, "-device", kUsbController);
    add(argv, "-chardev", usb_chardev(wire));
    add(argv, "-device", kUsbRedir);
}

// QEMU 7.2 cannot load the state of an xHCI without MSI-X, which malta has not: xhci_pci_vmstate_post_load()
// (hw/usb/hcd-xhci-pci.c) ends in an assertion of msix_vector_unuse(). So it has none while it is saved.
void add_usb(base::Argv& argv, const RouterVm& vm) {
    if (vm.snapshot) return;
    add_hotspot_port(argv, vm.usb);
    add_usb_net(argv, vm.usb_net_tap);
}

// The machine's name, with its RAM taken from the object that add_snapshot() makes.
std::string machine(const char* name, const std::optional<SnapshotParts>& snapshot) {
    return snapshot ? fmt::format("{},memory-backend=ram", name) : name;
}

// A resumed machine maps its RAM from the snapshot's file and copies what it writes to.
void add_snapshot(base::Argv& argv, const std::optional<SnapshotParts>& snapshot, const char* ram_size) {
    if (!snapshot) return;
    const bool resume = resumes(snapshot);
    add(argv, "-object",
        fmt::format("memory-backend-file,id=ram,size={},mem-path={},share={}", ram_size,
                    escaped(snapshot->ram), resume ? "off" : "on"));
    add(argv, "-chardev", "socket,id=control,path=" + escaped(snapshot->control));
    add(argv, "-mon", "chardev=control,mode=control");
    if (resume) add(argv, "-incoming", "defer");
}

base::Argv amd64_argv(const std::string& machine, Acceleration acceleration) {
    base::Argv argv{"qemu-system-x86_64"};
    add(argv, "-M", machine);
    add(argv, "-m 512 -nodefaults -display none -monitor none -no-reboot");
    // What "max" adds costs TCG half of the wire's throughput (bench-wire).
    add(argv, acceleration == Acceleration::kKvm ? "-accel kvm -cpu host" : kAmd64Tcg);
    return argv;
}

// As one word of the human monitor (get_str() in monitor/hmp.c, 7.2).
std::string quoted(const std::string& text) {
    std::string word = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') word += '\\';
        word += c;
    }
    return word + '"';
}

}  // namespace

base::Argv router_argv(const RouterVm& vm) {
    base::Argv argv{"qemu-system-mipsel"};
    add(argv, "-M", machine("malta", vm.snapshot));
    add(argv, "-cpu 34Kf -m 256 -nodefaults -display none -monitor none -no-reboot");
    const std::string u_boot = escaped(vm.images / "u-boot.pflash");
    add(argv, "-drive", "if=pflash,format=raw,readonly=on,file=" + u_boot);
    add(argv, "-chardev", "socket,id=console,path=" + escaped(vm.console));
    add(argv, "-serial", "chardev:console");
    add(argv, "-qmp", "unix:" + escaped(vm.qmp) + ",server=on,wait=off");
    add(argv, "-drive", "if=none,id=flash,format=raw,cache=unsafe,file=" + escaped(vm.flash));
    add(argv, "-device", "virtio-blk-pci,drive=flash");
    add_tap(argv, vm.lan1_tap, "pcnet", "52:54:00:30:40:01");  // U-Boot drives no other NIC
    add_tap(argv, vm.wan_tap, "virtio-net-pci", "52:54:00:30:40:02");
    add_usb(argv, vm);
    add_loader(argv, vm.kernel_slice, kSliceAddress);
    add_loader(argv, vm.images / "kernel.uimage", kKernelAddress);
    add_loader(argv, vm.images / "stage1.cpio.gz", kStage1Address);
    add_snapshot(argv, vm.snapshot, "256M");
    if (resumes(vm.snapshot)) {
        add(argv, "-chardev", "socket,id=debugger,path=" + escaped(vm.snapshot->debugger));
        add(argv, "-gdb chardev:debugger");
    }
    return argv;
}

base::Argv gadget_argv(const GadgetVmParts& vm) {
    base::Argv argv = amd64_argv(machine("q35", vm.snapshot), vm.acceleration);
    add(argv, "-kernel", vm.images / "vmlinuz");
    add(argv, "-initrd", vm.initrd);
    const char* wire = vm.wire_kind == WireKind::kUdc ? "udc" : "stock";
    add(argv, "-append", fmt::format("{} tetherlab.wire={}", kAmd64Kernel, wire));
    add(argv, "-serial", "file:" + escaped(vm.console));
    add(argv, "-device", kVirtioSerial);
    add(argv, "-chardev", "socket,id=wire,path=" + escaped(vm.wire) + ",server=on,wait=off");
    add(argv, "-device", "virtserialport,chardev=wire,name=tetherlab.wire");
    add(argv, "-chardev", "socket,id=agent,path=" + escaped(vm.agent));
    add(argv, "-device", "virtserialport,chardev=agent,name=tetherlab.agent");
    add_snapshot(argv, vm.snapshot, "512M");
    // Tells the kernel of each resumed machine that its random numbers are not its own any more.
    if (vm.snapshot) add(argv, "-device vmgenid,guid=auto");
    return argv;
}

base::Argv pc_argv(const PcVmParts& vm) {
    base::Argv argv = amd64_argv("q35", vm.acceleration);
    add(argv, "-kernel", vm.images / "vmlinuz");
    add(argv, "-initrd", vm.images / "initrd.gz");
    add(argv, "-append", kAmd64Kernel);
    add(argv, "-chardev", "socket,id=console,path=" + escaped(vm.console));
    add(argv, "-serial", "chardev:console");
    add_tap(argv, vm.lab_tap, "virtio-net-pci", "52:54:00:30:40:04");
    add_hotspot_port(argv, vm.usb);
    return argv;
}

std::vector<std::string> usb_orders(const RouterVm& vm) {
    return {fmt::format("device_add {}", kUsbController), "chardev-add " + quoted(usb_chardev(vm.usb)),
            fmt::format("device_add {}", kUsbRedir)};
}

}  // namespace tetherlab::power
