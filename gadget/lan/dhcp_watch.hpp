// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/unique_fd.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>

namespace tetherlab::lan {

// Counts the DHCP messages of clients that arrive on a device: DISCOVER, REQUEST, RELEASE, …, whether a
// server ever sees them or not. It listens on a packet socket, which comes before nftables.
class DhcpWatch {
public:
    // `on_request` is called for each, after it has been counted, on a thread of the watch's own. It must not
    // throw and may be empty. `device` is in the calling thread's network namespace. Throws
    // base::SystemError.
    DhcpWatch(const std::string& device, std::function<void()> on_request);
    DhcpWatch(const DhcpWatch&) = delete;
    DhcpWatch& operator=(const DhcpWatch&) = delete;
    ~DhcpWatch();

    // From its start on. Thread-safe.
    std::uint64_t count() const { return count_; }

private:
    void listen();

    std::function<void()> on_request_;
    base::UniqueFd socket_;
    base::UniqueFd stop_;
    std::atomic<std::uint64_t> count_ = 0;
    std::thread thread_;
};

}  // namespace tetherlab::lan
