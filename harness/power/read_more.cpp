// SPDX-License-Identifier: Apache-2.0
#include "harness/power/read_more.hpp"

#include "gadget/base/error.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace tetherlab::power {

void read_more(int stream, std::string& unread, std::size_t longest, const Awaited& awaited,
               const base::Deadline& deadline) {
    for (;;) {
        pollfd item{stream, POLLIN, 0};
        const int ready = ::poll(&item, 1, deadline.poll_timeout());
        if (ready == 0) base::throw_timeout(awaited.what, deadline);
        if (ready < 0 && errno == EINTR) continue;
        std::array<char, 4096> buffer{};
        const ssize_t n = ::read(stream, buffer.data(), buffer.size());
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0 || unread.size() > longest)
            throw base::Error(awaited.action, awaited.object,
                              n <= 0 ? "it has closed the connection" : "its answer has no end");
        unread.append(buffer.data(), static_cast<std::size_t>(n));
        return;
    }
}

}  // namespace tetherlab::power
