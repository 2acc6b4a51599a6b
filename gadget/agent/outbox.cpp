// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/outbox.hpp"

#include "gadget/base/error.hpp"

#include <utility>

namespace tetherlab::agent {
namespace {

constexpr base::Milliseconds kWriteTime{5'000};  // a peer that takes nothing for so long is as good as gone

}  // namespace

Outbox::Outbox(LineChannel& channel) : channel_(channel), writer_([this] { write_lines(); }) {}

Outbox::~Outbox() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    posted_.notify_one();
    writer_.join();
}

void Outbox::post(std::string line) {
    {
        const std::lock_guard lock(mutex_);
        lines_.push_back(std::move(line));
    }
    posted_.notify_one();
}

void Outbox::write_lines() {
    std::unique_lock lock(mutex_);
    for (;;) {
        posted_.wait(lock, [this] { return closed_ || !lines_.empty(); });
        if (lines_.empty()) return;
        const std::string line = std::move(lines_.front());
        lines_.pop_front();
        lock.unlock();
        try {
            channel_.write(line, base::Deadline(kWriteTime));
        } catch (const base::Error&) {
            // Reading from the peer tells.
        }
        lock.lock();
    }
}

}  // namespace tetherlab::agent
