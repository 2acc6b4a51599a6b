// SPDX-License-Identifier: Apache-2.0
#include "harness/python/event_queue.hpp"

#include "gadget/base/error.hpp"

#include <sys/eventfd.h>

#include <cstdint>
#include <utility>

namespace tetherlab::python {

EventQueue::EventQueue() : news_(base::check(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "make", "eventfd")) {}

void EventQueue::on(const event::Event& event) {
    const std::scoped_lock lock(mutex_);
    events_.push_back(event);
    (void)::eventfd_write(news_.get(), 1);
}

std::vector<event::Event> EventQueue::take() {
    const std::scoped_lock lock(mutex_);
    std::uint64_t count = 0;
    (void)::eventfd_read(news_.get(), &count);
    return std::exchange(events_, {});
}

}  // namespace tetherlab::python
