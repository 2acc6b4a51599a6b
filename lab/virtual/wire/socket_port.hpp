// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/unique_fd.hpp"
#include "lab/virtual/wire/port.hpp"

#include <filesystem>

namespace tetherlab::wire {

// A unix socket that routers connect to. Who comes while one is connected waits. The socket's file is removed
// when this is destroyed.
class SocketPort : public Port {
public:
    // Replaces a file left at `path`. Throws base::SystemError.
    explicit SocketPort(std::filesystem::path path);
    SocketPort(const SocketPort&) = delete;
    SocketPort& operator=(const SocketPort&) = delete;
    ~SocketPort() override;

    bool update_connected() override;

    bool connected() const override { return static_cast<bool>(router_); }

    int poll_fd() const override { return router_ ? router_.get() : listener_.get(); }

    // A router that closes its side in the middle is found by update_connected(), not here.
    std::size_t read(std::span<std::byte> into) override;
    std::size_t write(std::span<const std::byte> from) override;

private:
    std::filesystem::path path_;
    base::UniqueFd listener_;
    base::UniqueFd router_;
};

}  // namespace tetherlab::wire
