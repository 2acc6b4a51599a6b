// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/process.hpp"
#include "gadget/base/unique_fd.hpp"
#include "harness/console/socket_console.hpp"
#include "harness/event/event.hpp"
#include "harness/power/power.hpp"
#include "harness/power/qemu_args.hpp"
#include "harness/power/unix_listener.hpp"

#include <condition_variable>
#include <exception>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace tetherlab::power {

// The virtual router's supply: on() starts QEMU, off() kills it. QEMU runs with -no-reboot, so when the
// router resets, QEMU ends with status 0; a monitor thread then starts it again with what the flash now
// holds, since QEMU reads the kernel slice only when it starts. Any other end is a failure, and the console
// is hung up with the reason. Emits kPower events: "on", "off", "reset", and "failed" with a reason.
// Thread-safe.
//
// With a snapshot to resume in its options, the first on() lets the machine go on where it was saved, emits
// "resumed" instead, and every later start is an ordinary one.
class QemuRouter : public Power {
public:
    struct Options {
        RouterVm vm;
        base::Argv in_network;           // argv prefix that enters the lab's network: "ip netns exec NAME"
        std::filesystem::path qemu_log;  // QEMU's own messages, of the last start
        // Writes vm.kernel_slice from vm.flash. Called before every start, on the monitor thread.
        std::function<void()> make_kernel_slice;
    };

    // `console` is given the router's serial line. Both are kept by the caller.
    QemuRouter(Options options, console::SocketConsole& console, event::Log& log);
    ~QemuRouter() override;

    // Returns when QEMU has connected the console, with U-Boot about to print its first byte, or when a
    // machine has resumed, with the USB controller in its slot but not yet found by the kernel.
    void on() override;
    void off() override;
    bool is_on() const override;

    // Writes the snapshot that the options say; the machine stands still from then on. Throws base::Error,
    // base::TimeoutError.
    void save();

private:
    enum class Wish { kNone, kOn, kOff, kSave, kEnd };

    void ask(Wish wish);
    void monitor();
    void fulfil(Wish wish);
    void switch_on();
    void start();
    void resume(UnixListener& debugger);
    void save_snapshot();
    void follow_end(base::ExitStatus status);
    void fail(const std::string& reason);

    void emit(const char* state) { log_.emit(event::Kind::kPower, "router", {{"state", state}}); }

    Options options_;
    console::SocketConsole& console_;
    event::Log& log_;
    base::UniqueFd wake_;  // eventfd: a wish has been made

    std::mutex asking_;  // one wish at a time
    mutable std::mutex mutex_;
    std::condition_variable done_;
    Wish wish_ = Wish::kNone;
    std::exception_ptr failure_;  // of the last wish
    bool on_ = false;

    std::optional<UnixListener> control_;  // monitor thread only
    std::optional<base::Child>
        qemu_;  // started and ended by the monitor thread, with which the kernel ends it
    std::jthread thread_;
};

}  // namespace tetherlab::power
