// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/process.hpp"
#include "gadget/base/unique_fd.hpp"
#include "harness/console/socket_console.hpp"
#include "harness/event/event.hpp"
#include "harness/power/power.hpp"
#include "harness/power/qemu_args.hpp"

#include <condition_variable>
#include <exception>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace tetherlab::power {

// The virtual router's supply: on() starts QEMU, off() kills it. QEMU runs with -no-reboot, so when the
// router resets, QEMU ends with status 0; a monitor thread then starts it again with what the flash now
// holds, since QEMU reads the kernel slice only when it starts. Any other end is a power failure. Emits
// kPower events: "on", "off", "reset", and "failed" with a reason. Thread-safe.
class QemuRouter : public Power {
public:
    struct Options {
        RouterVm vm;
        base::Argv in_network;           // argv prefix that enters the lab's network: "ip netns exec NAME"
        std::filesystem::path qemu_log;  // QEMU's own messages, of the last start
        // Writes vm.kernel_slice from vm.flash. Called before every start, on the monitor thread.
        std::function<void()> make_kernel_slice;
    };

    // The console is the router's; both are kept by the caller.
    QemuRouter(Options options, console::SocketConsole& console, event::Log& log);
    ~QemuRouter() override;

    void on() override;
    void off() override;
    bool is_on() const override;

private:
    enum class Wish { kNone, kOn, kOff, kEnd };

    void ask(Wish wish);
    void monitor();
    void fulfil(Wish wish);
    void start();
    void restart_after_end();

    Options options_;
    console::SocketConsole& console_;
    event::Log& log_;
    base::UniqueFd wake_;  // eventfd: a wish has been made

    mutable std::mutex mutex_;
    std::condition_variable done_;
    Wish wish_ = Wish::kNone;
    std::exception_ptr failure_;  // of the last wish
    bool running_ = false;

    std::optional<base::Child> qemu_;  // monitor thread only: it must outlive the child
    std::jthread thread_;
};

}  // namespace tetherlab::power
