// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/tftp_recovery.hpp"

#include "harness/flash/sysupgrade.hpp"
#include "harness/flash/tftp_server.hpp"

namespace tetherlab::flash {
namespace {

using router::State;

constexpr base::Milliseconds kServerStartTime{10'000};
constexpr base::Milliseconds kRecoveryTime{180'000};  // transfer and boot

constexpr base::Milliseconds kCutTime{60'000};

// The server listens before the router gets its power: some boot loaders wait for a second only.
State boot_from_lab(const Target& target, const RecoveryLab& lab, const base::Deadline& deadline) {
    const TftpSystem& system = lab.tftp.value();
    if (target.router.bring_to(State::kOff, deadline.within(kCutTime)) != State::kOff)
        return target.router.state();
    target.follow(system.router_address);
    const TftpServer server({.in_network = lab.in_network,
                             .address = system.server_address,
                             .root = system.kernel.parent_path(),
                             .errors = lab.run_dir / "tftp-server.log"},
                            deadline.within(kServerStartTime));
    const base::Deadline recovery = deadline.within(kRecoveryTime);
    if (target.router.bring_to(State::kBootloader, recovery) != State::kBootloader)
        return target.router.state();
    return target.router.boot_recovery({.kernel = system.kernel.filename(),
                                        .initrd = system.initrd.filename(),
                                        .server_address = system.server_address,
                                        .router_address = system.router_address},
                                       recovery);
}

}  // namespace

Outcome tftp_recovery(const Target& target, const RecoveryLab& lab, const std::filesystem::path& image,
                      const base::Deadline& deadline) {
    const Checked checked = inspect(target, image);
    if (!checked.refusal.empty()) return {Result::kRefused, checked.refusal};
    if (boot_from_lab(target, lab, deadline) != State::kRecovery)
        return {Result::kBricked, "the recovery system does not boot: " + target.router.trouble()};
    return write(target, image, checked.revision, image::Settings::kDiscard, deadline);
}

}  // namespace tetherlab::flash
