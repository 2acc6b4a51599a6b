// SPDX-License-Identifier: Apache-2.0
#include "harness/power/qemu_router.hpp"

#include "gadget/base/error.hpp"
#include "harness/power/machine_state.hpp"
#include "harness/power/mips_timer.hpp"
#include "harness/power/qemu_process.hpp"

#include <poll.h>
#include <sys/eventfd.h>

#include <array>
#include <utility>

namespace tetherlab::power {
namespace {

constexpr base::Milliseconds kStartTime{20'000};  // to connect; 0.1 s on an idle machine
constexpr base::Milliseconds kStateTime{30'000};  // to load or save; 0.2 s on a busy machine
constexpr auto kName = "the router's QEMU";
constexpr auto kNow = base::Milliseconds::zero();

}  // namespace

QemuRouter::QemuRouter(Options options, console::SocketConsole& console, event::Log& log)
    : options_(std::move(options)),
      console_(console),
      log_(log),
      wake_(base::check(::eventfd(0, EFD_CLOEXEC), "make", "eventfd")),
      thread_([this] { monitor(); }) {}

QemuRouter::~QemuRouter() {
    ask(Wish::kEnd);
}

void QemuRouter::on() {
    ask(Wish::kOn);
}

void QemuRouter::off() {
    ask(Wish::kOff);
}

void QemuRouter::save() {
    ask(Wish::kSave);
}

bool QemuRouter::is_on() const {
    const std::scoped_lock lock(mutex_);
    return on_;
}

void QemuRouter::ask(Wish wish) {
    const std::scoped_lock turn(asking_);
    std::unique_lock lock(mutex_);
    wish_ = wish;
    failure_ = nullptr;
    ::eventfd_write(wake_.get(), 1);
    done_.wait(lock, [this] { return wish_ == Wish::kNone; });
    if (failure_) std::rethrow_exception(failure_);
}

void QemuRouter::monitor() {
    Wish wish = Wish::kNone;
    while (wish != Wish::kEnd) {
        std::array<pollfd, 2> items{{{wake_.get(), POLLIN, 0}, {qemu_ ? qemu_->pidfd() : -1, POLLIN, 0}}};
        if (::poll(items.data(), items.size(), -1) < 0) continue;
        if (qemu_)
            if (const auto status = qemu_->wait(base::Deadline(kNow))) follow_end(*status);
        if (items[0].revents == 0) continue;

        eventfd_t ignored = 0;
        ::eventfd_read(wake_.get(), &ignored);
        {
            const std::scoped_lock lock(mutex_);
            wish = wish_;
        }
        std::exception_ptr failure;
        try {
            fulfil(wish);
        } catch (...) {
            failure = std::current_exception();
        }
        const std::scoped_lock lock(mutex_);
        failure_ = failure;
        on_ = qemu_.has_value();
        wish_ = Wish::kNone;
        done_.notify_all();
    }
}

void QemuRouter::fulfil(Wish wish) {
    if (wish == Wish::kSave) return save_snapshot();
    if (wish == Wish::kOn) {
        if (!qemu_) switch_on();
    } else if (qemu_) {
        qemu_->kill();
        qemu_.reset();
        console_.detach();
        emit("off");
    }
}

void QemuRouter::switch_on() {
    const auto& snapshot = options_.vm.snapshot;
    const bool resuming = resumes(snapshot);
    emit(resuming ? "resumed" : "on");
    console_.power_on(resuming ? snapshot->age : kNow);
    try {
        start();
    } catch (const std::exception& error) {
        fail(error.what());
        throw;
    }
}

void QemuRouter::start() {
    options_.make_kernel_slice();
    const auto& snapshot = options_.vm.snapshot;
    UnixListener listener(options_.vm.console);
    if (snapshot) control_.emplace(snapshot->control);
    std::optional<UnixListener> debugger;
    if (resumes(snapshot)) debugger.emplace(snapshot->debugger);
    qemu_.emplace(start_qemu(options_.in_network, router_argv(options_.vm), options_.qemu_log,
                             base::Scheduling::kNormal));
    try {
        console_.attach(listener.accept(*qemu_, options_.qemu_log, base::Deadline(kStartTime)));
        if (debugger) resume(*debugger);
    } catch (...) {
        qemu_.reset();
        throw;
    }
}

// The USB comes before the machine goes on: while it stands still its redirector says hello to the wire,
// which it would not while a state is being loaded (hw/usb/redirect.c, usbredir_create_parser(), 7.2).
void QemuRouter::resume(UnixListener& debugger) {
    const base::Deadline deadline(kStateTime);
    GdbStub stub(debugger.accept(*qemu_, options_.qemu_log, deadline), kName);
    with_control(control_.value(), *qemu_, options_.qemu_log, kName, deadline, [&](Qmp& qmp) {
        load_state(qmp, options_.vm.snapshot.value().state, deadline);
        start_mips_timer(stub, deadline);
        for (const std::string& order : usb_orders(options_.vm)) qmp.order(order, deadline);
        go_on(qmp, deadline);
    });
    options_.vm.snapshot.reset();
    control_.reset();
}

void QemuRouter::save_snapshot() {
    const base::Deadline deadline(kStateTime);
    with_control(control_.value(), qemu_.value(), options_.qemu_log, kName, deadline,
                 [&](Qmp& qmp) { save_state(qmp, options_.vm.snapshot.value().state, deadline); });
}

void QemuRouter::follow_end(base::ExitStatus status) {
    qemu_.reset();
    if (!status.success()) {
        fail("QEMU " + end_of(status, options_.qemu_log));
        return;
    }
    console_.detach();
    emit("reset");
    try {
        start();
    } catch (const std::exception& error) {
        fail(error.what());
    }
}

void QemuRouter::fail(const std::string& reason) {
    {
        const std::scoped_lock lock(mutex_);
        on_ = false;
    }
    log_.emit(event::Kind::kPower, "router", {{"state", "failed"}, {"reason", reason}});
    console_.hang_up(reason);
}

}  // namespace tetherlab::power
