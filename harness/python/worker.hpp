// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/unique_fd.hpp"

#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace tetherlab::python {

// The thread that makes a bench, uses it and destroys it, whichever threads of a script ask: the kernel ends
// what a thread has started when that thread ends. One job at a time. No signal reaches it, nor what it
// starts.
class Worker {
public:
    Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;
    ~Worker();  // waits for the job

    // Throws base::Error, named for `action`, when another job runs, be it of another thread or of the one
    // that waits for it.
    void start(const char* action, std::function<void()> job);

    // The same, once the job of another thread is over and taken.
    void start_when_free(const char* action, std::function<void()> job);

    bool free() const;

    // Readable when the job is over, until take().
    int over_fd() const { return over_.get(); }

    bool over() const;

    // Throws what the job threw. Only when it is over.
    void take();

private:
    bool busy() const { return job_ || over_now_; }

    void begin(std::function<void()> job);
    void work(const std::stop_token& stop);

    base::UniqueFd over_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::function<void()> job_;  // empty when there is none
    bool over_now_ = false;
    std::thread::id caller_;
    std::exception_ptr thrown_;
    std::jthread thread_;
};

}  // namespace tetherlab::python
