// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/unique_fd.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tetherlab::lan {

// Of frames, since a device was made; of a bridge without their Ethernet headers (br_input.c,
// br_pass_frame_up()).
struct Bytes {
    std::uint64_t received = 0;
    std::uint64_t sent = 0;

    bool operator==(const Bytes&) const = default;
};

// How much has gone through a device. Cheap enough to be asked every few milliseconds; thread-safe.
class Traffic {
public:
    // `device` is in the calling thread's network namespace. Throws base::SystemError.
    explicit Traffic(std::string device);

    // Nothing when the device is not there. Throws base::SystemError.
    std::optional<Bytes> bytes() const;

    // Throws base::Error when the device is gone.
    std::uint64_t received_bytes() const;

private:
    std::string device_;
    base::UniqueFd table_;
};

// Those of one device in the text of /proc/net/dev (net/core/net-procfs.c); nothing when it is not there.
std::optional<Bytes> bytes_in(std::string_view table, std::string_view device);

}  // namespace tetherlab::lan
