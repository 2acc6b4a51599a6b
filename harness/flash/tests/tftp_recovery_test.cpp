// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/tftp_recovery.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/flash/flash.hpp"
#include "harness/flash/tests/bench.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::flash {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class TftpRecoveryTest : public testing::Test {
protected:
    Bench bench;
    // A shell in the place of dnsmasq, whose command line becomes its arguments.
    RecoveryLab lab{
        .in_network = {"sh", "-c", "echo 'TFTP root is'; exec tail -f /dev/null"},
        .run_dir = bench.dir,
        .tftp = TftpSystem{.kernel = bench.dir / "kernel.uimage", .initrd = bench.dir / "recovery.cpio.gz"}};
};

TEST_F(TftpRecoveryTest, RevivesARouterThatDoesNotBoot) {
    bench.has_a_bad_kernel();
    bench.has_a_bad_kernel();  // after the power cycle, too
    bench.loads_the_recovery_system();
    bench.reboots_after_sysupgrade();
    bench.boots(Bench::kUserland);
    bench.runs(Bench::kRevision);

    const Outcome outcome =
        flash(bench.target(), lab, bench.image, image::Settings::kDiscard, bench.deadline);
    EXPECT_EQ(outcome.result, Result::kFlashed) << outcome.reason;
    EXPECT_THAT(bench.steps, ElementsAre("flash: inspect", "flash: inspect", "flash: upload", "flash: check",
                                         "flash: write", "flash: prove"));
    EXPECT_THAT(bench.followed, ElementsAre("192.168.1.1", "192.168.1.1"));
}

TEST_F(TftpRecoveryTest, GoesToTheBootLoaderFromAPanic) {
    bench.boots("[ 4.1] tetherlab: VFS: Unable to mount root fs: no squashfs in ubi0_0\n");
    bench.boots("[ 4.1] tetherlab: VFS: Unable to mount root fs: no squashfs in ubi0_0\n");
    bench.loads_the_recovery_system();
    bench.reboots_after_sysupgrade();
    bench.boots(Bench::kUserland);
    bench.runs(Bench::kRevision);

    const Outcome outcome =
        flash(bench.target(), lab, bench.image, image::Settings::kDiscard, bench.deadline);
    EXPECT_EQ(outcome.result, Result::kFlashed) << outcome.reason;
    EXPECT_THAT(bench.power.calls, ElementsAre("on", "off", "on", "off", "on"));
}

TEST_F(TftpRecoveryTest, RevivesARouterThatTheFlashBricked) {
    bench.boots(Bench::kUserland);
    bench.reboots_after_sysupgrade();
    bench.has_a_bad_kernel();
    bench.has_a_bad_kernel();
    bench.loads_the_recovery_system();
    bench.boots(Bench::kUserland);
    bench.runs(Bench::kRevision);

    const Outcome outcome =
        flash(bench.target(), lab, bench.image, image::Settings::kDiscard, bench.deadline);
    EXPECT_EQ(outcome.result, Result::kFlashed) << outcome.reason;
}

TEST_F(TftpRecoveryTest, DoesNotStartWithAnImageThatIsRefused) {
    base::write_file(bench.image, "no image");
    const Outcome outcome = tftp_recovery(bench.target(), lab, bench.image, bench.deadline);
    EXPECT_EQ(outcome.result, Result::kRefused);
    EXPECT_THAT(bench.console.sent(), IsEmpty());
}

TEST_F(TftpRecoveryTest, ReportsARecoverySystemThatDoesNotBoot) {
    lab.tftp->initrd = bench.dir / "broken.cpio.gz";
    bench.has_a_bad_kernel();
    bench.has_a_bad_kernel();
    bench.console.answer("setenv ipaddr 192.168.1.1\r", "maltael # ");
    bench.console.answer("setenv serverip 192.168.1.2\r", "maltael # ");
    bench.console.answer("tftpboot 84000000 kernel.uimage\r", "Bytes transferred = 1\nmaltael # ");
    bench.console.answer("tftpboot 86000000 broken.cpio.gz\r", "Bytes transferred = 1\nmaltael # ");
    bench.console.answer(
        "setenv bootargs memsize=268435456 rd_start=0x86000000 rd_size=0x${filesize} "
        "console=ttyS0,57600 panic=1\r",
        "maltael # ");
    bench.console.answer(
        "bootm 84000000\r",
        "[ 0.0] Linux version 6.1\n[ 2.0] Kernel panic - not syncing: No working init found.\n");

    const Outcome outcome =
        flash(bench.target(), lab, bench.image, image::Settings::kDiscard, bench.deadline);
    EXPECT_EQ(outcome.result, Result::kBricked);
    EXPECT_EQ(
        outcome.reason,
        "dead: Verifying Checksum ...    Bad Data CRC; reboot: it has no shell: bad kernel: Verifying "
        "Checksum ...    Bad Data CRC; power cycle: bad kernel: Verifying Checksum ...    Bad Data CRC; "
        "boot loader and TFTP: bricked: the recovery system does not boot: [ 2.0] Kernel panic - not "
        "syncing: No working init found. (the root file system holds no init); vendor's page: not "
        "possible: the bench has no image for it");
}

TEST_F(TftpRecoveryTest, IsAFaultOfTheLabWithoutAServer) {
    lab.in_network = {"sh", "-c", "echo 'dnsmasq: Address already in use' >&2; exit 2"};
    bench.has_a_bad_kernel();
    bench.has_a_bad_kernel();
    try {
        flash(bench.target(), lab, bench.image, image::Settings::kDiscard, bench.deadline);
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("boot loader and TFTP: could not be tried: start TFTP server on "
                                            "192.168.1.2: dnsmasq: Address already in use"));
    }
}

}  // namespace
}  // namespace tetherlab::flash
