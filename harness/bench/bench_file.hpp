// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/bench/hardware.hpp"
#include "harness/power/qemu_args.hpp"
#include "harness/router/uci.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace tetherlab::bench {

// How long things may take on a bench before they count as failed. Scenarios say how long the *router* may
// take.
struct Times {
    base::Milliseconds gadget_boot{60'000};   // from QEMU's start to the agent's first answer
    base::Milliseconds router_boot{180'000};  // from power-on to a shell
    base::Milliseconds flash{300'000};        // upload, write, boot and proof
    base::Milliseconds recovery{900'000};     // of a router that does not come up, by all ways there are
    base::Milliseconds setting{90'000};       // a change by uci until the shell answers again
    base::Milliseconds hotspot{60'000};       // the agent's answer to prepare, plug or unplug
    base::Milliseconds absence{3'000};        // how long what should not be there has to stay away
    base::Milliseconds wan{40'000};           // from a control experiment's last step until the WAN works
};

// A real hotspot, plugged into this machine.
struct RealDevice {
    std::string identity;  // its idVendor and idProduct as lsusb has them: "05c6:9057"
    std::string port;      // where it is plugged in, as sysfs names it: "1-1.4"; empty for anywhere
};

// A file in lab/benches/; virtual.yaml, virtual-real.yaml and dir-3040-pi4.yaml there say what each key
// means.
struct BenchFile {
    std::string name;                              // of the file, without .yaml
    router::Ipv4Interface lan{"192.168.1.1", 24};  // the router's, as `sysupgrade -n` leaves it
    std::optional<std::filesystem::path> images;   // absolute
    power::WireKind wire = power::WireKind::kUdc;  // of an emulated hotspot
    std::optional<RealDevice> usb;                 // … or this one is plugged into the router
    std::optional<Hardware> hardware;              // of a bench with `bench: real`
    Times times;

    // So that there may be several at a time, and snapshots.
    bool all_virtual() const { return !usb && !hardware; }
};

// All throw base::ConfigError with file:line:column for what is unknown, missing or out of range, in a board
// file, too. A bench with hardware names its board, the virtual one is a DIR-3040 always.
BenchFile parse_bench(const std::string& yaml, const std::filesystem::path& file,
                      const board::Boards& boards);
BenchFile load_bench(const std::filesystem::path& file, const board::Boards& boards);

// Of what needs virtual machines: refuses a bench with hardware.
BenchFile load_virtual_bench(const std::filesystem::path& file);

}  // namespace tetherlab::bench
