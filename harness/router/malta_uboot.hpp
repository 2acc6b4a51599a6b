// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/console/console.hpp"
#include "harness/router/boot_loader.hpp"

#include <filesystem>
#include <string>

namespace tetherlab::router {

// The virtual router's boot loader: Debian's U-Boot 2023.01 for maltael, with the kernel partition already in
// RAM and Debian's kernel beside it (lab/virtual/router/README.md). It has no automatic boot.
class MaltaUboot : public BootLoader {
public:
    // Kernel command lines.
    struct Options {
        std::string boot_args;
        std::string recovery_args;

        // Those that the build of the virtual router wrote to boot.args and recovery.args in `images`.
        static Options load(const std::filesystem::path& images);
    };

    MaltaUboot(console::Console& console, Options options);

    bool await_prompt(const base::Deadline& deadline) override;

    // A kernel of malta's own is verified and started in one go. Any other kernel is verified, and Debian's
    // is started in its place.
    Refusal boot_flash(const base::Deadline& deadline) override;
    void boot_recovery(const RecoverySystem& system, const base::Deadline& deadline) override;

private:
    std::string run(const std::string& command, const base::Deadline& deadline);
    Refusal boot(const std::string& address, const std::string& args, const base::Deadline& deadline);

    console::Console& console_;
    Options options_;
};

}  // namespace tetherlab::router
