// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/process.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/image/inspect.hpp"
#include "harness/image/loader_slice.hpp"

#include <gmock/gmock.h>

namespace tetherlab {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

const base::Deadline kSoon(base::Milliseconds{30'000});

// A kernel and a root file system, and the program to make images of them.
class Mkimage : public testing::Test {
protected:
    Mkimage() {
        std::filesystem::create_directories(path("tree/lib/modules/6.1"));
        base::write_file(path("tree/lib/modules/6.1/cdc_ether.ko"), "");
        base::run_checked({"mksquashfs", path("tree"), path("root"), "-quiet", "-no-progress"}, kSoon);
        base::write_file(path("kernel"),
                         base::as_text(image::make_uimage({}, base::as_bytes("hello kernel\n"))));
    }

    std::string path(const std::string& name) const { return folder_.path() / name; }

    base::Output mkimage(const base::Argv& arguments) const {
        base::Argv command{TETHERLAB_MKIMAGE};
        command.insert(command.end(), arguments.begin(), arguments.end());
        return base::run(command, kSoon);
    }

    base::Output sysupgrade(const std::string& kernel, const std::string& output) const {
        return mkimage({"sysupgrade", "--kernel", path(kernel), "--root", path("root"), "--revision",
                        "r1-abc", "--output", path(output)});
    }

    base::Output flash(const std::string& mac) const {
        return mkimage({"flash", "--kernel", path("kernel"), "--root", path("root"), "--mac", mac, "--layout",
                        TETHERLAB_SOURCE_DIR "/lab/virtual/router/flash-layout.tsv", "--output",
                        path("flash")});
    }

private:
    base::TemporaryFolder folder_;
};

TEST_F(Mkimage, MakesASysupgradeImageThatTheInspectionAccepts) {
    EXPECT_EQ(sysupgrade("kernel", "image").err, "");
    const image::Inspection inspection = image::inspect_file(path("image"), image::virtual_dir_3040(), kSoon);
    EXPECT_EQ(image::refusal_text(inspection), "");
    EXPECT_TRUE(inspection.keeps_settings);
    EXPECT_EQ(inspection.metadata.value().version,
              (image::ImageVersion{"OpenWrt", "SNAPSHOT", "r1-abc", "ramips/mt7621", "dlink_dir-3040-a1"}));
    EXPECT_EQ(inspection.kernel.value().sge, (image::SgeFields{"DIR-3040", "V1.00000", "A1"}));
    EXPECT_EQ(inspection.packages.value().usb_network_modules.at(0).module, "cdc_ether");
}

TEST_F(Mkimage, MakesTheSameImageAgain) {
    sysupgrade("kernel", "image");
    sysupgrade("kernel", "again");
    EXPECT_EQ(base::read_file(path("image")), base::read_file(path("again")));
}

TEST_F(Mkimage, TakesMetadataFromAFile) {
    base::write_file(path("metadata"), R"({"supported_devices": ["other,board"]})");
    const base::Output output = mkimage({"sysupgrade", "--kernel", path("kernel"), "--root", path("root"),
                                         "--metadata", path("metadata"), "--output", path("image")});
    EXPECT_EQ(output.err, "");
    const image::Inspection inspection =
        image::inspect(base::as_bytes(base::read_file(path("image"))), image::virtual_dir_3040());
    EXPECT_THAT(image::refusal_text(inspection),
                HasSubstr("Device dlink,dir-3040-a1 not supported by this image"));
}

TEST_F(Mkimage, RefusesAKernelThatIsNoUimage) {
    const base::Output output = sysupgrade("root", "image");
    EXPECT_EQ(output.status.code, 1);
    EXPECT_EQ(output.err,
              "tetherlab-mkimage: read uImage magic at 0x0: expected 0x27051956, got 0x68737173\n");
    EXPECT_FALSE(std::filesystem::exists(path("image")));
}

TEST_F(Mkimage, MakesAFlashFromWhichTheLoaderTakesTheKernel) {
    EXPECT_EQ(flash("02:00:5e:00:30:40").err, "");
    EXPECT_EQ(std::filesystem::file_size(path("flash")), 128u << 20);
    const image::LoaderSlice slice = image::read_loader_slice(path("flash"), image::virtual_dir_3040());
    EXPECT_EQ(slice.refusal, "");
    EXPECT_EQ(base::as_text(slice.bytes), base::read_file(path("kernel")));
}

TEST_F(Mkimage, RefusesABadMacAddress) {
    const base::Output output = flash("02:00");
    EXPECT_EQ(output.status.code, 1);
    EXPECT_THAT(output.err, EndsWith("read MAC address '02:00': expected six octets xx:xx:xx:xx:xx:xx\n"));
}

TEST_F(Mkimage, AnswersAUsageErrorWithStatusTwo) {
    EXPECT_EQ(mkimage({"sysupgrade"}).status.code, 2);
    EXPECT_EQ(mkimage({}).status.code, 2);
    EXPECT_EQ(mkimage({"--help"}).status.code, 0);
}

}  // namespace
}  // namespace tetherlab
