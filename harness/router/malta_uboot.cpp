// SPDX-License-Identifier: Apache-2.0
#include "harness/router/malta_uboot.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/router/refusal.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace tetherlab::router {
namespace {

constexpr auto kPrompt = "maltael # ";
constexpr auto kBanner = "Linux version";

// Where QEMU's loader put the kernel partition and Debian's kernel, and the data checksum in the header of
// each (u-boot include/image.h, 2023.01: ih_dcrc at 24).
constexpr auto kFlashKernel = "84000000";
constexpr auto kDebianKernel = "85000000";
constexpr auto kInitrd = "86000000";
constexpr auto kCompareChecksums = "cmp.b 84000018 85000018 4";
constexpr auto kSameChecksums = "Total of 4 byte(s)";

}  // namespace

MaltaUboot::Options MaltaUboot::Options::load(const std::filesystem::path& images) {
    return {.stage1_size = std::filesystem::file_size(images / "stage1.cpio.gz")};
}

MaltaUboot::MaltaUboot(console::Console& console, Options options)
    : console_(console), options_(std::move(options)) {}

bool MaltaUboot::await_prompt(const base::Deadline& deadline) {
    return console_.expect({kPrompt}, deadline).has_value();
}

Refusal MaltaUboot::boot_flash(const base::Deadline& deadline) {
    const char* kernel = kFlashKernel;
    if (run(kCompareChecksums, deadline).find(kSameChecksums) == std::string::npos) {
        if (const Refusal refusal = refusal_in(run(fmt::format("iminfo {}", kFlashKernel), deadline)))
            return refusal;
        kernel = kDebianKernel;
    }
    return boot(kernel, fmt::format("{:#x}", options_.stage1_size), deadline);
}

void MaltaUboot::boot_recovery(const RecoverySystem& system, const base::Deadline& deadline) {
    run("setenv ipaddr " + system.router_address, deadline);
    run("setenv serverip " + system.server_address, deadline);
    load(system.kernel, kFlashKernel, deadline);
    load(system.initrd, kInitrd, deadline);
    if (const Refusal refusal = boot(kFlashKernel, "0x${filesize}", deadline))
        throw base::Error("boot", system.kernel, "U-Boot says: " + *refusal);
}

// U-Boot goes on trying when no server answers, so its first complaint ends the wait.
void MaltaUboot::load(const std::string& file, const char* address, const base::Deadline& deadline) {
    console_.send(fmt::format("tftpboot {} {}\r", address, file));
    const auto end = console_.expect({"Bytes transferred = ", "Retry count exceeded", kPrompt}, deadline);
    if (!end) base::throw_timeout(fmt::format("U-Boot to load {}", file), deadline);
    if (end->pattern != 0) {
        const auto lines = base::split(base::trim(end->before), '\n');
        const bool at_prompt = end->pattern == 2 && lines.size() > 1;
        throw base::Error("load over TFTP", file,
                          "U-Boot says: " + lines[lines.size() - (at_prompt ? 2 : 1)]);
    }
    if (!await_prompt(deadline)) base::throw_timeout("U-Boot's prompt after a transfer", deadline);
}

// Waits for the prompt before anything else is typed: a running command eats what comes ahead.
std::string MaltaUboot::run(const std::string& command, const base::Deadline& deadline) {
    console_.send(command + "\r");
    auto end = console_.expect({kPrompt}, deadline);
    if (!end) base::throw_timeout(fmt::format("the end of '{}' in U-Boot", command), deadline);
    return std::move(end->before);
}

// `initrd_size` may name a variable of U-Boot's. The kernel reads memsize in bytes, U-Boot passes MiB.
Refusal MaltaUboot::boot(const char* kernel, const std::string& initrd_size, const base::Deadline& deadline) {
    run(fmt::format(
            "setenv bootargs memsize=268435456 rd_start=0x{} rd_size={} console=ttyS0,57600 panic=1{}{}",
            kInitrd, initrd_size, options_.kernel_arguments.empty() ? "" : " ", options_.kernel_arguments),
        deadline);
    console_.send(fmt::format("bootm {}\r", kernel));
    const auto end = console_.expect({kBanner, kPrompt}, deadline);
    if (!end) base::throw_timeout("Linux to start", deadline);
    if (end->pattern == 0) return std::nullopt;
    if (Refusal refusal = refusal_in(end->before)) return refusal;
    throw base::Error("boot", fmt::format("the kernel at {}", kernel),
                      fmt::format("U-Boot says: {}", base::trim(end->before)));
}

}  // namespace tetherlab::router
