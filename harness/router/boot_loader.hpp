// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <optional>
#include <string>

namespace tetherlab::router {

// A system to be loaded into RAM over TFTP.
struct RecoverySystem {
    std::string kernel;          // file below the server's root: "kernel.uimage"
    std::string initrd;          // "recovery.cpio.gz"
    std::string server_address;  // "192.168.1.2"
    std::string router_address;  // "192.168.1.1", while loading
};

// What a boot loader says about a kernel that it does not start: "Verifying Checksum ... Bad Data CRC".
using Refusal = std::optional<std::string>;

// The router's boot loader, driven over its console.
class BootLoader {
public:
    virtual ~BootLoader() = default;

    // Waits for its prompt after power-on or a reset, stopping an automatic boot. False at the deadline.
    [[nodiscard]] virtual bool await_prompt(const base::Deadline& deadline) = 0;

    // Verifies the kernel in flash and starts it; returns when Linux prints its banner, or at the prompt with
    // the refusal. Throws base::TimeoutError when it does neither.
    virtual Refusal boot_flash(const base::Deadline& deadline) = 0;

    // Loads `system` over the network and starts it. Throws base::Error with what the boot loader said.
    virtual void boot_recovery(const RecoverySystem& system, const base::Deadline& deadline) = 0;
};

}  // namespace tetherlab::router
