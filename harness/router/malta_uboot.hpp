// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/console/console.hpp"
#include "harness/router/boot_loader.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace tetherlab::router {

// The virtual router's boot loader: Debian's U-Boot 2023.01 for maltael, with the kernel partition already in
// RAM and Debian's kernel beside it (lab/virtual/router/README.md). It has no automatic boot.
class MaltaUboot : public BootLoader {
public:
    struct Options {
        std::uintmax_t stage1_size = 0;     // of the initramfs that QEMU's loader put into RAM, bytes
        std::string kernel_arguments = {};  // more of them: "tether_nand.program_us=800"

        // For the stage1.cpio.gz in the folder `images`.
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
    void load(const std::string& file, const char* address, const base::Deadline& deadline);
    Refusal boot(const char* kernel, const std::string& initrd_size, const base::Deadline& deadline);

    console::Console& console_;
    Options options_;
};

}  // namespace tetherlab::router
