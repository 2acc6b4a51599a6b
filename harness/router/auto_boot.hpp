// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/console/console.hpp"
#include "harness/router/boot_loader.hpp"

namespace tetherlab::router {

// The boot loader of a board on the desk, which starts the kernel by itself. It is listened to and never
// spoken to: no transcript of a DIR-3040's was found, so neither its prompt nor the key that stops it is
// known.
class AutoBoot : public BootLoader {
public:
    explicit AutoBoot(console::Console& console) : console_(console) {}

    // Waits for its banner, or for the kernel's where it says nothing.
    bool await_prompt(const base::Deadline& deadline) override;

    Refusal boot_flash(const base::Deadline& deadline) override;

    // Throws base::Error: there is no way to ask it.
    void boot_recovery(const RecoverySystem& system, const base::Deadline& deadline) override;

private:
    console::Console& console_;
    bool kernel_started_ = false;  // seen by await_prompt()
};

}  // namespace tetherlab::router
