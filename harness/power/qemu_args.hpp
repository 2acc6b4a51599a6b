// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

// The command lines of the virtual machines, as plain functions of what they are made of.
namespace tetherlab::power {

// What a machine that is saved to a snapshot, or resumed from one, has besides
// (docs/adr/0008-start-from-a-snapshot.md).
struct SnapshotParts {
    enum class Use { kSave, kResume };

    Use use = Use::kSave;
    std::filesystem::path ram;      // file that is the machine's RAM; a resumed machine does not write to it
    std::filesystem::path state;    // file with the rest of its state
    std::filesystem::path control;  // socket for QMP, listened on by the harness
    std::filesystem::path debugger = {};  // … for the debugger of a router to be resumed
    base::Milliseconds age{0};            // of a resumed machine, since its power-on
};

inline bool resumes(const std::optional<SnapshotParts>& snapshot) {
    return snapshot && snapshot->use == SnapshotParts::Use::kResume;
}

// lab/virtual/router/README.md says what each part is for. Sockets are unix sockets, their paths at most 107
// bytes.
struct RouterVm {
    std::filesystem::path images;  // folder with u-boot.pflash, kernel.uimage, stage1.cpio.gz
    std::filesystem::path flash;   // this run's copy of flash.img
    std::filesystem::path
        kernel_slice;               // the kernel partition as U-Boot can check it, made afresh at each start
    std::filesystem::path console;  // socket, listened on by the harness: no byte of U-Boot is lost
    std::filesystem::path qmp;      // socket, listened on by QEMU, for a person who looks in
    std::filesystem::path usb;      // socket of the gadget VM's wire, listened on by that VM
    std::string lan1_tap;           // network device that is the cable in port lan1
    std::string wan_tap;            // … and in port wan; empty for none
    std::string usb_net_tap = {};  // … behind a QEMU usb-net in the router's second USB port; empty for none
    std::optional<SnapshotParts> snapshot = {};  // then without USB: see usb_orders()
};

// Of the usb-net: locally administered, so that the router's driver calls its network device usbN.
inline constexpr auto kUsbNetMac = "52:54:00:30:40:03";

enum class Acceleration { kKvm, kTcg };

// What carries USB out of the gadget VM: tether_udc and tetherlab-wire's own peer, or dummy_hcd and
// libusbredirhost.
enum class WireKind { kUdc, kStock };

// lab/virtual/gadget-vm/README.md says what each part is for.
struct GadgetVmParts {
    std::filesystem::path images;  // folder with vmlinuz
    std::filesystem::path initrd;
    std::filesystem::path console;  // file the kernel's console is written to
    std::filesystem::path agent;    // socket, listened on by the harness
    std::filesystem::path wire;  // socket, listened on by QEMU, since it outlives every start of the router's
    Acceleration acceleration = Acceleration::kTcg;
    WireKind wire_kind = WireKind::kUdc;
    std::optional<SnapshotParts> snapshot = {};
};

// lab/virtual/pc/README.md says what each part is for.
struct PcVmParts {
    std::filesystem::path images;   // folder with vmlinuz and initrd.gz
    std::filesystem::path console;  // socket, listened on by the harness
    std::filesystem::path usb;      // as RouterVm's
    std::string lab_tap;            // network device that is the cable to the lab host
    Acceleration acceleration = Acceleration::kTcg;
};

base::Argv router_argv(const RouterVm& vm);
base::Argv gadget_argv(const GadgetVmParts& vm);
base::Argv pc_argv(const PcVmParts& vm);

// What gives a resumed router, as lines of the human monitor (qemu-monitor(7)), the USB of router_argv().
std::vector<std::string> usb_orders(const RouterVm& vm);

}  // namespace tetherlab::power
