// SPDX-License-Identifier: Apache-2.0
#include "harness/asu/build_failure.hpp"

#include <gmock/gmock.h>

namespace tetherlab::asu {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The bug report that tetherlab began with: the image builder could not get kmod-phylink.
TEST(BuildFailure, NamesThePackageOpkgCouldNotDownload) {
    EXPECT_THAT(
        package_faults(
            "Impossible package selection: missing (kmod-usb-net-rndis)",
            "Collected errors:\n"
            " * opkg_download: Failed to download https://downloads.openwrt.org/snapshots/targets/ramips/"
            "mt7621/kmods/6.6.45-1-0208f4d0d60db479c0b6ad38a00e7e10/"
            "kmod-phylink_6.6.45-r1_mipsel_24kc.ipk, wget returned 4.\n"
            " * opkg_install_pkg: Failed to download kmod-phylink. Perhaps you need to run 'opkg update'?\n"
            " * opkg_install_cmd: Cannot install package kmod-usb-net-rndis.\n"),
        ElementsAre(PackageFault{
            "kmod-phylink", Fault::kUnreachable,
            "* opkg_download: Failed to download https://downloads.openwrt.org/snapshots/targets/"
            "ramips/mt7621/kmods/6.6.45-1-0208f4d0d60db479c0b6ad38a00e7e10/"
            "kmod-phylink_6.6.45-r1_mipsel_24kc.ipk, wget returned 4."}));
}

// openwrt/asu#1216
TEST(BuildFailure, NamesThePackagesWhoseChecksumOpkgRejects) {
    EXPECT_THAT(
        package_faults("Impossible package selection: missing (luci)",
                       "Collected errors:\n"
                       " * opkg_install_pkg: Checksum or size mismatch for package liblucihttp0. Either the "
                       "opkg or the package index are corrupt. Try 'opkg update'.\n"
                       " * opkg_install_cmd: Cannot install package liblucihttp.\n"
                       " * opkg_install_pkg: Checksum or size mismatch for package liblucihttp0. Either the "
                       "opkg or the package index are corrupt. Try 'opkg update'.\n"
                       " * opkg_install_cmd: Cannot install package luci.\n"),
        ElementsAre(
            PackageFault{"liblucihttp0", Fault::kCorrupt,
                         "* opkg_install_pkg: Checksum or size mismatch for package liblucihttp0. Either "
                         "the opkg or the package index are corrupt. Try 'opkg update'."}));
}

// openwrt/asu#1627
TEST(BuildFailure, NamesThePackageApkFindsCorrupt) {
    EXPECT_THAT(package_faults("Impossible package selection",
                               "WARNING: opening /builder/packages/packages.adb: No such file or directory\n"
                               "ERROR: wget: exited with error 3\n"
                               "ERROR: dnsproxy-0.81.0-r1: ADB integrity error\n"
                               "make[2]: *** [Makefile:254: package_install] Error 1\n"),
                ElementsAre(PackageFault{"dnsproxy", Fault::kCorrupt,
                                         "ERROR: dnsproxy-0.81.0-r1: ADB integrity error"}));
}

// openwrt/asu#1390, openwrt/openwrt#17237
TEST(BuildFailure, TakesTheVersionOffApksNames) {
    EXPECT_THAT(
        package_faults("Impossible package selection",
                       "ERROR: libgcc1-13.3.0-r4: ADB block error\n"
                       "ERROR: cgi-io-2022.08.10~901b0f04-r21: ADB integrity error\n"
                       "ERROR: ucode-mod-html-1: ADB integrity error\n"
                       "ERROR: dropbear-2024.86-r1: Input/output error\n"),
        ElementsAre(
            PackageFault{"libgcc1", Fault::kCorrupt, "ERROR: libgcc1-13.3.0-r4: ADB block error"},
            PackageFault{"cgi-io", Fault::kCorrupt,
                         "ERROR: cgi-io-2022.08.10~901b0f04-r21: ADB integrity error"},
            PackageFault{"ucode-mod-html", Fault::kCorrupt, "ERROR: ucode-mod-html-1: ADB integrity error"},
            PackageFault{"dropbear", Fault::kUnreachable, "ERROR: dropbear-2024.86-r1: Input/output error"}));
}

TEST(BuildFailure, NamesThePackageThatIsInNoFeed) {
    EXPECT_THAT(package_faults("Impossible package selection: missing (kmod-none)",
                               "ERROR: unable to select packages:\n"
                               "  kmod-none (no such package):\n"
                               "    required by: world[kmod-none]\n"),
                ElementsAre(PackageFault{"kmod-none", Fault::kMissing, "kmod-none (no such package)"}));
}

TEST(BuildFailure, BelievesTheSummaryWhenTheLogSaysNothing) {
    EXPECT_THAT(
        package_faults("Impossible package selection: missing (a, b) conflicts (c, d)", ""),
        ElementsAre(PackageFault{"a", Fault::kMissing, ""}, PackageFault{"b", Fault::kMissing, ""},
                    PackageFault{"c", Fault::kConflicting, ""}, PackageFault{"d", Fault::kConflicting, ""}));
    EXPECT_THAT(package_faults("Impossible package selection: kmod-mii not in manifest", ""),
                ElementsAre(PackageFault{"kmod-mii", Fault::kMissing, ""}));
}

TEST(BuildFailure, NamesNoPackageWhereNoneIsNamed) {
    EXPECT_THAT(
        package_faults("Could not set up ImageBuilder (returncode=8)", "wget: server returned error\n"),
        IsEmpty());
}

TEST(BuildFailure, SaysWhatIsWrongWithEachPackage) {
    EXPECT_EQ(
        to_text(std::vector<PackageFault>{{"a", Fault::kCorrupt, "line"}, {"b", Fault::kConflicting, ""}}),
        "package a is corrupt (line); package b conflicts with another");
}

}  // namespace
}  // namespace tetherlab::asu
