// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/console/console.hpp"
#include "harness/router/boot_loader.hpp"
#include "harness/router/dialogue.hpp"

#include <optional>
#include <string>
#include <utility>

namespace tetherlab::router {

// The boot loader of a board on the desk, which starts the kernel by itself. It is only listened to, unless
// it is to load a recovery system; what it is told then is its board's.
class AutoBoot : public BootLoader {
public:
    explicit AutoBoot(console::Console& console, std::optional<Dialogue> dialogue = {})
        : console_(console), dialogue_(std::move(dialogue)) {}

    // Waits for its banner, or for the kernel's where it says nothing.
    bool await_prompt(const base::Deadline& deadline) override;

    Refusal boot_flash(const base::Deadline& deadline) override;

    // From await_prompt(), before it starts the kernel. Throws base::Error without a dialogue.
    void boot_recovery(const RecoverySystem& system, const base::Deadline& deadline) override;

private:
    void await(const std::string& text, const RecoverySystem& system, const base::Deadline& deadline);

    console::Console& console_;
    std::optional<Dialogue> dialogue_;
    bool kernel_started_ = false;  // seen by await_prompt()
};

}  // namespace tetherlab::router
