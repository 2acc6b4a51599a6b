// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/tests/page_stand_in.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>

namespace tetherlab::flash {

PageStandIn::PageStandIn(const std::string& behaviour)
    : server_({"python3", "-IS", TETHERLAB_SOURCE_DIR "/harness/flash/tests/page_stand_in.py", folder_.path(),
               behaviour},
              {.output_fd = output_.write_end.get()}) {
    output_.write_end.reset();
    const base::Deadline deadline(kPagePatience);
    pollfd ready{output_.read_end.get(), POLLIN, 0};
    std::array<char, 16> port{};
    if (::poll(&ready, 1, deadline.poll_timeout()) <= 0) base::throw_timeout("the stand-in", deadline);
    const ssize_t n = ::read(output_.read_end.get(), port.data(), port.size());
    base::check(static_cast<int>(n), "read", "the stand-in's port");
    url_ = "http://127.0.0.1:" +
           std::string(base::trim(std::string_view(port.data(), static_cast<std::size_t>(n)))) + "/";
}

}  // namespace tetherlab::flash
