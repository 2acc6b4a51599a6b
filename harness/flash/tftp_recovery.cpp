// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/tftp_recovery.hpp"

#include "harness/flash/sysupgrade.hpp"
#include "harness/flash/tftp_server.hpp"

namespace tetherlab::flash {
namespace {

using router::State;

constexpr base::Milliseconds kServerStartTime{10'000};
constexpr base::Milliseconds kRecoveryTime{180'000};  // transfer and boot

State boot_from_lab(const Target& target, const RecoveryLab& lab, const base::Deadline& deadline) {
    target.follow(lab.router_address);
    const TftpServer server({.in_network = lab.in_network,
                             .address = lab.server_address,
                             .root = lab.kernel.parent_path(),
                             .errors = lab.run_dir / "tftp-server.log"},
                            deadline.within(kServerStartTime));
    return target.router.boot_recovery({.kernel = lab.kernel.filename(),
                                        .initrd = lab.initrd.filename(),
                                        .server_address = lab.server_address,
                                        .router_address = lab.router_address},
                                       deadline.within(kRecoveryTime));
}

}  // namespace

Outcome tftp_recovery(const Target& target, const RecoveryLab& lab, const std::filesystem::path& image,
                      const base::Deadline& deadline) {
    const Checked checked = inspect(target, image);
    if (!checked.refusal.empty()) return {Result::kRefused, checked.refusal};

    if (target.router.state() != State::kBadKernel &&
        target.router.bring_to(State::kBootloader, deadline) != State::kBootloader)
        return {Result::kBricked, target.router.trouble()};
    if (boot_from_lab(target, lab, deadline) != State::kRecovery)
        return {Result::kBricked, "the recovery system does not boot: " + target.router.trouble()};
    return write(target, image, checked.revision, image::Settings::kDiscard, deadline);
}

}  // namespace tetherlab::flash
