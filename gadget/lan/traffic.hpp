// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/unique_fd.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tetherlab::lan {

// How much a device has received. Cheap enough to be asked every few milliseconds; thread-safe.
class Traffic {
public:
    // `device` is in the calling thread's network namespace. Throws base::SystemError.
    explicit Traffic(std::string device);

    // Bytes of the frames, of a bridge without their Ethernet headers (br_input.c, br_pass_frame_up()).
    // Throws base::Error when the device is gone.
    std::uint64_t received_bytes() const;

private:
    std::string device_;
    base::UniqueFd table_;
};

// The received bytes of one device in the text of /proc/net/dev (proc(5)); empty when it is not there.
std::optional<std::uint64_t> received_bytes_in(std::string_view table, std::string_view device);

}  // namespace tetherlab::lan
