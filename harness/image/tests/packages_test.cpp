// SPDX-License-Identifier: Apache-2.0
#include "harness/image/packages.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/image/tests/sample.hpp"

#include <gmock/gmock.h>

namespace tetherlab::image {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const base::Deadline kSoon(base::Milliseconds{20'000});

// A root file system in a squashfs that starts at byte 1000 of a file.
class RootFileSystem {
public:
    RootFileSystem& file(const std::string& path, std::string_view content) {
        std::filesystem::create_directories((tree_ / path).parent_path());
        base::write_file(tree_ / path, content);
        return *this;
    }

    Squashfs pack() const {
        const std::string squashfs = folder_.path() / "root.squashfs";
        base::run_checked({"mksquashfs", tree_.string(), squashfs, "-comp", "xz", "-quiet", "-no-progress"},
                          kSoon);
        base::write_file(folder_.path() / "image.bin", std::string(1000, '\0') + base::read_file(squashfs));
        return {folder_.path() / "image.bin", 1000};
    }

private:
    base::TemporaryFolder folder_;
    std::filesystem::path tree_ = folder_.path() / "tree";
};

TEST(OpkgStatus, ListsInstalledPackages) {
    EXPECT_THAT(
        parse_opkg_status("Package: kmod-usb-net\nVersion: 6.6.41-r1\nStatus: install user installed\n\n"
                          "Package: gone\nStatus: deinstall ok not-installed\n\n"
                          "Package: base-files\n"),
        ElementsAre("kmod-usb-net", "base-files"));
}

TEST(ApkInstalled, ListsNamesOnly) {
    EXPECT_THAT(
        parse_apk_installed("C:Q1abc=\nP:kmod-usb-net\nV:6.18.44-r1\np:provided\nF:lib\n\nP:libc\nV:1\n"),
        ElementsAre("kmod-usb-net", "libc"));
}

TEST(Packages, OfAnUntouchedSnapshotHaveNoUsbNetworkModule) {
    RootFileSystem root;
    root.file("lib/apk/db/installed", "P:base-files\nV:1\n\nP:kmod-usb3\nV:1\n")
        .file("lib/modules/6.18.44/xhci-mtk-hcd.ko", "");
    const Packages packages = read_packages(root.pack(), kSoon);
    EXPECT_EQ(packages.manager, PackageManager::kApk);
    EXPECT_THAT(packages.installed, ElementsAre("base-files", "kmod-usb3"));
    EXPECT_THAT(packages.usb_network_modules, IsEmpty());
}

TEST(Packages, WithRndisListItsModulesAndWhoKnowsThem) {
    RootFileSystem root;
    root.file("usr/lib/opkg/status",
              "Package: kmod-usb-net-rndis\nStatus: install user installed\n\n"
              "Package: kmod-usb-net-cdc-ether\nStatus: install ok installed\n")
        .file("lib/modules/6.6.41/usbnet.ko", "")
        .file("lib/modules/6.6.41/cdc_ether.ko", "");
    const Packages packages = read_packages(root.pack(), kSoon);
    EXPECT_EQ(packages.manager, PackageManager::kOpkg);
    EXPECT_THAT(packages.usb_network_modules,
                ElementsAre(UsbNetworkModule{"usbnet", "kmod-usb-net", true, false},
                            UsbNetworkModule{"cdc_ether", "kmod-usb-net-cdc-ether", true, true},
                            UsbNetworkModule{"rndis_host", "kmod-usb-net-rndis", false, true}));
}

TEST(Packages, OfARootWithoutDatabaseAreNone) {
    RootFileSystem root;
    root.file("etc/banner", "hello");
    EXPECT_EQ(read_packages(root.pack(), kSoon), Packages{});
}

TEST(Squashfs, SaysWhatUnsquashfsSaidOfAnotherFile) {
    const base::TemporaryFolder folder;
    base::write_file(folder.path() / "image.bin", std::string(4096, 'x'));
    EXPECT_THAT(sample::message_of([&] { Squashfs(folder.path() / "image.bin", 0).list({"lib"}, kSoon); }),
                HasSubstr("Can't find a valid SQUASHFS superblock"));
}

TEST(SquashfsCheck, AcceptsAWholeFileSystem) {
    EXPECT_EQ(check_squashfs(sample::root()), std::nullopt);
}

TEST(SquashfsCheck, NamesWhatIsWrong) {
    EXPECT_EQ(to_text(*check_squashfs(base::as_bytes("hsqs"))),
              "squashfs superblock at 0x0: expected 96 bytes, got 4 bytes");
    EXPECT_EQ(to_text(*check_squashfs(base::Bytes(96, std::byte{0x31}))),
              "squashfs magic at 0x0: expected 0x73717368, got 0x31313131");
    EXPECT_EQ(to_text(*check_squashfs(base::ByteSpan(sample::root()).first(999))),
              "squashfs size at 0x28: expected 1000 bytes, got 999 bytes");
}

}  // namespace
}  // namespace tetherlab::image
