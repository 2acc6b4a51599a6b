// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/unique_fd.hpp"
#include "harness/event/event.hpp"

#include <mutex>
#include <vector>

namespace tetherlab::python {

// Events that wait for the script's thread: whoever emits one never waits for Python.
class EventQueue : public event::Sink {
public:
    EventQueue();

    void on(const event::Event& event) override;

    // Readable while there are any.
    int fd() const { return news_.get(); }

    std::vector<event::Event> take();

private:
    base::UniqueFd news_;
    std::mutex mutex_;
    std::vector<event::Event> events_;
};

}  // namespace tetherlab::python
