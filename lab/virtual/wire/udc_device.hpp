// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/unique_fd.hpp"
#include "lab/virtual/wire/controller.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace tetherlab::wire {

// /dev/tether_udcN, read and written in batches (gadget/kernel/tether_udc/tether_udc.h).
class UdcDevice : public Controller {
public:
    using Handler = std::function<void(const tether_udc_message& head, std::span<const std::byte> data)>;

    // Throws base::SystemError.
    explicit UdcDevice(const std::string& path);

    int fd() const { return fd_.get(); }

    // Gathers; nothing happens before flush().
    void send(tether_udc_message head, std::span<const std::byte> data) override;

    // Returns whether the controller took everything; if not, it has as much in flight as it can hold and
    // what it did not take is dropped. Throws base::SystemError.
    bool flush();

    // Hands over what can be read at once. Returns whether that was anything. Throws base::SystemError.
    bool receive(const Handler& handle);

private:
    base::UniqueFd fd_;
    std::string path_;
    std::vector<std::byte> output_;
    std::vector<std::byte> input_;
};

}  // namespace tetherlab::wire
