// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/unique_fd.hpp"

#include <cstdint>
#include <string>

namespace tetherlab::console {

struct TcpAddress {
    std::string host;  // a name, or an IPv4 or IPv6 address
    std::uint16_t port = 0;

    std::string to_text() const;  // "lab-pi:7000", "[fe80::1%eth0]:7000"
};

// A connection that sends small pieces at once and notices within two minutes that the other machine is gone.
// Throws base::Error, base::TimeoutError. Resolving a name may take longer than the deadline.
base::UniqueFd connect_tcp(const TcpAddress& address, const base::Deadline& deadline);

}  // namespace tetherlab::console
