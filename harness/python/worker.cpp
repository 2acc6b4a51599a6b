// SPDX-License-Identifier: Apache-2.0
#include "harness/python/worker.hpp"

#include "gadget/base/error.hpp"
#include "harness/python/held_signals.hpp"

#include <sys/eventfd.h>

#include <cstdint>
#include <utility>

namespace tetherlab::python {
namespace {

constexpr auto kBusy = "another call is under way";

}  // namespace

Worker::Worker() : over_(base::check(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "make", "eventfd")) {
    const HeldSignals held;  // the thread inherits them
    thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

Worker::~Worker() = default;

void Worker::start(const char* action, std::function<void()> job) {
    const std::scoped_lock lock(mutex_);
    if (busy()) throw base::Error(action, "bench", kBusy);
    begin(std::move(job));
}

void Worker::start_when_free(const char* action, std::function<void()> job) {
    std::unique_lock lock(mutex_);
    if (busy() && caller_ == std::this_thread::get_id()) throw base::Error(action, "bench", kBusy);
    changed_.wait(lock, [this] { return !busy(); });
    begin(std::move(job));
}

void Worker::begin(std::function<void()> job) {
    job_ = std::move(job);
    caller_ = std::this_thread::get_id();
    changed_.notify_all();
}

bool Worker::free() const {
    const std::scoped_lock lock(mutex_);
    return !busy();
}

bool Worker::over() const {
    const std::scoped_lock lock(mutex_);
    return over_now_;
}

void Worker::take() {
    const std::scoped_lock lock(mutex_);
    std::uint64_t count = 0;
    (void)::eventfd_read(over_.get(), &count);
    over_now_ = false;
    changed_.notify_all();
    if (const std::exception_ptr thrown = std::exchange(thrown_, nullptr)) std::rethrow_exception(thrown);
}

void Worker::work(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return job_ && !over_now_; })) {
        lock.unlock();
        std::exception_ptr thrown;
        try {
            job_();
        } catch (...) {
            thrown = std::current_exception();
        }
        lock.lock();
        job_ = nullptr;
        thrown_ = thrown;
        over_now_ = true;
        (void)::eventfd_write(over_.get(), 1);
    }
}

}  // namespace tetherlab::python
