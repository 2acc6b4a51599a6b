// SPDX-License-Identifier: Apache-2.0
#include "harness/image/sysupgrade_tar.hpp"

#include "harness/image/checksum.hpp"
#include "harness/image/tests/sample.hpp"

#include <gmock/gmock.h>

namespace tetherlab::image {
namespace {

using sample::joined;
using sample::message_of;
using sample::tar_end;
using sample::tar_member;

constexpr std::chrono::sys_seconds kModified{std::chrono::seconds{1700000000}};

base::Bytes directory(std::string_view name) {
    return tar_member(name, '5', "");
}

// CONTROL "BOARD=dlink_dir-3040-a1\n", kernel "hello kernel\n" and root "hsqs", padded to 1024 bytes by dd,
// 0644 in a directory 0755; then as scripts/sysupgrade-tar.sh does
//   tar --sort=name --owner=0 --group=0 --numeric-owner -cf - sysupgrade-dlink_dir-3040-a1
//   --mtime=@1700000000
// piped into python3 -c 'import sys, zlib; d = sys.stdin.buffer.read(); print(len(d), hex(zlib.crc32(d)))'
// prints 10240 0x83f3be6 (GNU tar 1.34).
TEST(SysupgradeTar, WritesTheBytesOfGnuTar) {
    const base::Bytes tar = make_sysupgrade_tar("dlink_dir-3040-a1", base::as_bytes("hello kernel\n"),
                                                base::as_bytes("hsqs"), kModified);
    EXPECT_EQ(tar.size(), 10240u);
    EXPECT_EQ(hex(crc32(tar)), "0x083f3be6");
}

TEST(SysupgradeTar, FindsTheThreeMembersAndWhereTheyStand) {
    const base::Bytes archive = sample::tar();
    const SysupgradeTar tar = read_sysupgrade_tar(archive);
    EXPECT_EQ(tar.board, "dlink_dir-3040-a1");
    EXPECT_EQ(base::as_text(tar.control.value().data), "BOARD=dlink_dir-3040-a1\n");
    EXPECT_EQ(tar.control->offset, 1024u);
    EXPECT_THAT(tar.kernel.value().data, testing::ElementsAreArray(sample::kernel()));
    EXPECT_EQ(tar.kernel->offset, 2048u);
    EXPECT_EQ(tar.root.value().data.size(), 1024u);
    EXPECT_EQ(tar.root->offset, 3072u);
}

TEST(SysupgradeTar, LeavesOutWhatIsMissing) {
    const base::Bytes archive = joined({directory("sysupgrade-x/"), tar_end()});
    const SysupgradeTar tar = read_sysupgrade_tar(archive);
    EXPECT_FALSE(tar.control || tar.kernel || tar.root);
}

TEST(SysupgradeTar, NamesTheMemberInWhichTheArchiveEnds) {
    const base::Bytes archive = sample::tar();
    EXPECT_EQ(
        message_of([&] { read_sysupgrade_tar(base::ByteSpan(archive).first(3072 + 100)); }),
        "read sysupgrade tar member sysupgrade-dlink_dir-3040-a1/root at 0xc00: expected 1024 bytes, got 100 "
        "bytes, the archive is truncated");
}

TEST(SysupgradeTar, NoticesThatTheArchiveEndsBetweenMembers) {
    const base::Bytes archive = sample::tar();
    EXPECT_EQ(
        message_of([&] { read_sysupgrade_tar(base::ByteSpan(archive).first(3072 - 512)); }),
        "read sysupgrade tar end at 0xa00: expected two zero blocks, got 0 bytes, the archive is truncated");
}

TEST(SysupgradeTar, NoticesThatTheArchiveEndsInsideAHeader) {
    const base::Bytes archive = sample::tar();
    EXPECT_EQ(message_of([&] { read_sysupgrade_tar(base::ByteSpan(archive).first(3072 - 100)); }),
              "read sysupgrade tar at 0xa00: expected a header block, got Truncated tar archive");
}

TEST(SysupgradeTar, RefusesBytesBehindTheEnd) {
    const base::Bytes archive = joined({directory("sysupgrade-x/"), tar_end(), sample::from_hex("01")});
    EXPECT_EQ(message_of([&] { read_sysupgrade_tar(archive); }),
              "read sysupgrade tar end at 0x200: expected two zero blocks, got other bytes");
}

TEST(SysupgradeTar, RefusesSeveralDirectories) {
    const base::Bytes archive = joined({directory("sysupgrade-x/"), directory("sysupgrade-y/"), tar_end()});
    EXPECT_EQ(message_of([&] { read_sysupgrade_tar(archive); }),
              "read sysupgrade tar at 0x200: expected one directory sysupgrade-BOARD/, got sysupgrade-x/ and "
              "sysupgrade-y/");
}

TEST(SysupgradeTar, RefusesMembersWithoutTheirDirectory) {
    const base::Bytes archive = joined({tar_member("sysupgrade-x/kernel", '0', "k"), tar_end()});
    EXPECT_EQ(message_of([&] { read_sysupgrade_tar(archive); }),
              "read sysupgrade tar at 0x0: expected one directory sysupgrade-BOARD/, got none");
}

TEST(SysupgradeTar, RefusesALinkInPlaceOfTheKernel) {
    const base::Bytes archive =
        joined({directory("sysupgrade-x/"), tar_member("sysupgrade-x/kernel", '2', ""), tar_end()});
    EXPECT_EQ(message_of([&] { read_sysupgrade_tar(archive); }),
              "read sysupgrade tar member at 0x200: expected a plain file or directory, got type '2' for "
              "sysupgrade-x/kernel");
}

TEST(SysupgradeTar, RefusesWhatIsNoTar) {
    EXPECT_EQ(message_of([] { read_sysupgrade_tar(sample::kernel()); }),
              "read sysupgrade tar at 0x0: expected a tar archive, got Unrecognized archive format");
}

TEST(SysupgradeTar, RefusesNothingAtAll) {
    EXPECT_EQ(message_of([] { read_sysupgrade_tar({}); }),
              "read sysupgrade tar at 0x0: expected a tar archive, got Unrecognized archive format");
}

TEST(SysupgradeTar, ComparesControlWithItsDirectory) {
    const base::Bytes good = sample::tar();
    EXPECT_EQ(check_control(read_sysupgrade_tar(good)), std::nullopt);
    const base::Bytes bad = joined({directory("sysupgrade-x/"),
                                    tar_member("sysupgrade-x/CONTROL", '0', "BOARD=y\nMORE=1\n"), tar_end()});
    EXPECT_EQ(to_text(*check_control(read_sysupgrade_tar(bad))),
              "sysupgrade tar member CONTROL at 0x400: expected BOARD=x, got BOARD=y");
    const base::Bytes none = joined({directory("sysupgrade-x/"), tar_end()});
    EXPECT_EQ(to_text(*check_control(read_sysupgrade_tar(none))),
              "sysupgrade tar member CONTROL at 0x0: expected BOARD=x, got no such member");
}

}  // namespace
}  // namespace tetherlab::image
