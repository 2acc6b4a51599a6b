// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/udc_device.hpp"

#include "gadget/base/error.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tetherlab::wire {

UdcDevice::UdcDevice(const std::string& path)
    : fd_(base::check(::open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC), "open", path)),
      path_(path),
      input_(sizeof(tether_udc_message) + TETHER_UDC_MAX_LENGTH) {}

void UdcDevice::send(tether_udc_message head, std::span<const std::byte> data) {
    head.length = static_cast<__u32>(data.size());
    const auto bytes = std::as_bytes(std::span(&head, 1));
    output_.insert(output_.end(), bytes.begin(), bytes.end());
    output_.insert(output_.end(), data.begin(), data.end());
}

bool UdcDevice::flush() {
    std::span<const std::byte> rest(output_);
    while (!rest.empty()) {
        const ssize_t taken = ::write(fd_.get(), rest.data(), rest.size());
        if (taken < 0 && errno == EINTR) continue;
        if (taken < 0) break;
        rest = rest.subspan(static_cast<std::size_t>(taken));
    }
    const bool all = rest.empty();
    output_.clear();
    if (!all && errno != ENOBUFS) base::throw_errno("write", path_);
    return all;
}

bool UdcDevice::receive(const Handler& handle) {
    const ssize_t size = ::read(fd_.get(), input_.data(), input_.size());
    if (size < 0) {
        if (errno == EAGAIN || errno == EINTR) return false;
        base::throw_errno("read", path_);
    }
    std::span<const std::byte> rest(input_.data(), static_cast<std::size_t>(size));
    while (rest.size() >= sizeof(tether_udc_message)) {
        tether_udc_message head;
        std::memcpy(&head, rest.data(), sizeof head);
        rest = rest.subspan(sizeof head);
        handle(head, rest.first(head.length));
        rest = rest.subspan(head.length);
    }
    return true;
}

}  // namespace tetherlab::wire
