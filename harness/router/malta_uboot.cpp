// SPDX-License-Identifier: Apache-2.0
#include "harness/router/malta_uboot.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <array>
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
constexpr auto kCompareChecksums = "cmp.b 84000018 85000018 4";
constexpr auto kSameChecksums = "Total of 4 byte(s)";

// cmd/bootm.c and boot/image-board.c, 2023.01.
constexpr std::array kRefusals{"Bad Data CRC", "Bad Header Checksum", "Bad Magic Number",
                               "Wrong Image Format", "Unknown image format"};

// The line of `said` that tells why a kernel is refused.
Refusal refusal_in(const std::string& said) {
    for (const std::string& line : base::split(said, '\n'))
        for (const char* text : kRefusals)
            if (line.find(text) != std::string::npos) return std::string(base::trim(line));
    return std::nullopt;
}

}  // namespace

MaltaUboot::Options MaltaUboot::Options::load(const std::filesystem::path& images) {
    return {std::string(base::trim(base::read_file(images / "boot.args"))),
            std::string(base::trim(base::read_file(images / "recovery.args")))};
}

MaltaUboot::MaltaUboot(console::Console& console, Options options)
    : console_(console), options_(std::move(options)) {}

bool MaltaUboot::await_prompt(const base::Deadline& deadline) {
    return console_.expect({kPrompt}, deadline).has_value();
}

Refusal MaltaUboot::boot_flash(const base::Deadline& deadline) {
    if (run(kCompareChecksums, deadline).find(kSameChecksums) != std::string::npos)
        return boot(kFlashKernel, options_.boot_args, deadline);
    if (const Refusal refusal = refusal_in(run(fmt::format("iminfo {}", kFlashKernel), deadline)))
        return refusal;
    return boot(kDebianKernel, options_.boot_args, deadline);
}

void MaltaUboot::boot_recovery(const RecoverySystem& system, const base::Deadline& deadline) {
    run("setenv ipaddr " + system.router_address, deadline);
    run("setenv serverip " + system.server_address, deadline);
    console_.send(fmt::format("tftpboot {} {}\r", kFlashKernel, system.file));
    const auto end =
        console_.expect({"Bytes transferred = ", "TFTP error", "Retry count exceeded", kPrompt}, deadline);
    if (!end) base::throw_timeout(fmt::format("U-Boot to load {}", system.file), deadline);
    if (end->pattern != 0) {
        const auto lines = base::split(base::trim(end->before), '\n');
        throw base::Error("load over TFTP", system.file, "U-Boot says: " + lines.back());
    }
    if (!await_prompt(deadline)) base::throw_timeout("U-Boot's prompt after a transfer", deadline);
    if (const Refusal refusal = boot(kFlashKernel, options_.recovery_args, deadline))
        throw base::Error("boot", system.file, "U-Boot says: " + *refusal);
}

// Waits for the prompt before anything else is typed: a running command eats what comes ahead.
std::string MaltaUboot::run(const std::string& command, const base::Deadline& deadline) {
    console_.send(command + "\r");
    auto end = console_.expect({kPrompt}, deadline);
    if (!end) base::throw_timeout(fmt::format("the end of '{}' in U-Boot", command), deadline);
    return std::move(end->before);
}

Refusal MaltaUboot::boot(const std::string& address, const std::string& args,
                         const base::Deadline& deadline) {
    run("setenv bootargs " + args, deadline);
    console_.send(fmt::format("bootm {}\r", address));
    const auto end = console_.expect({kBanner, kPrompt}, deadline);
    if (!end) base::throw_timeout("Linux to start", deadline);
    if (end->pattern == 0) return std::nullopt;
    if (Refusal refusal = refusal_in(end->before)) return refusal;
    throw base::Error("boot", "the kernel at " + address,
                      "U-Boot says: " + std::string(base::trim(end->before)));
}

}  // namespace tetherlab::router
