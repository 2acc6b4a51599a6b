// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/unique_fd.hpp"
#include "harness/bench/lab_network.hpp"
#include "harness/bench/run_directory.hpp"
#include "harness/power/qemu_args.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace tetherlab::scenario::testing {

// A listening socket on loopback.
struct Listener {
    base::UniqueFd fd;
    std::uint16_t port = 0;
};

// A desk of virtual machines, each part of which a real bench reaches as it reaches a real one:
//
//     DIR-3040          the virtual router, with its real U-Boot; what a vendor's loader does by itself,
//     after
//                       a countdown that a key ends, the desk types at U-Boot's prompt. A board that is a
//                       file
//     serial adapter    a terminal server on loopback, which stays when the router resets
//     power switch      a PDU on loopback, switched by a command: bash and its /dev/tcp
//     network cable     a veth to the router's port lan1
//     Raspberry Pi      the gadget VM with dropbear, whose port 22 is forwarded from loopback; tether_udc
//                       instead of dwc2, no password instead of a key
//     USB cable         usb-redir
class Desk {
public:
    // `images` as lab/virtual/images makes them.
    Desk(std::filesystem::path images, bench::RunDirectory& run);
    ~Desk();

    // The bench file that describes it; it names a board file, which is there.
    std::string bench_file() const;

    // A folder to be put first in PATH: its ssh has the settings that a person who uses this desk has in
    // ~/.ssh/config.
    std::filesystem::path programs() const { return run_.path() / "bin"; }

    // What the PDU says.
    std::string power() const;

    // The next time the router resets, the start of the kernel on its flash is gone, as after a sysupgrade
    // that did not see its write fail. Its boot loader refuses it from then on. Any thread.
    void lose_kernel_at_reset() { loses_kernel_ = true; }

private:
    void connect_cable();
    void write_programs() const;
    void write_board() const;
    base::Child start_pi() const;
    void await_pi() const;
    void write_initrd(const std::filesystem::path& initrd) const;
    base::Argv pdu(const std::string& order) const;

    // On the thread.
    void serve(const std::stop_token& stop);
    void obey_pdu();
    void start_router();
    void follow_router();
    void pass_on_console();
    void pass_on_serial();
    void boot_automatically(std::string_view said);
    void boot_from_flash();
    void erase_kernel() const;

    std::filesystem::path images_;
    bench::RunDirectory& run_;
    bench::LabNetwork network_;
    std::string interface_;
    std::uint16_t ssh_port_;
    Listener serial_;
    Listener pdu_;
    power::RouterVm router_;
    base::Child pi_;

    base::UniqueFd wake_;
    base::UniqueFd console_listener_;
    base::UniqueFd console_;   // the router's end of its serial line
    base::UniqueFd terminal_;  // … and the other one
    std::optional<base::Child> router_vm_;
    std::atomic<bool> loses_kernel_ = false;
    int prompts_ = 0;  // of U-Boot, since it started
    std::optional<base::Deadline> countdown_;
    bool asked_ = false;  // a key ended the countdown: nothing is typed for it any more
    std::string prompt_tail_;
    std::jthread thread_;
};

}  // namespace tetherlab::scenario::testing
