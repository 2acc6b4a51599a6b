// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/process.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/asu/tests/stand_in.hpp"
#include "harness/cli/commands.hpp"
#include "harness/image/tests/sample.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>

#include <CLI/CLI.hpp>

namespace tetherlab::cli {
namespace {

namespace fs = std::filesystem;

using asu::testing::Plan;
using asu::testing::StandIn;
using ::testing::HasSubstr;

constexpr const char* kHotspot = TETHERLAB_SOURCE_DIR "/gadget/profiles/quanta-d53.yaml";

class ImageGetTest : public ::testing::Test {
protected:
    void SetUp() override {
        ::setenv("TETHERLAB_CACHE", (folder_.path() / "cache").c_str(), 1);
        ::setenv("TETHERLAB_ROOT", TETHERLAB_SOURCE_DIR, 1);
    }

    // A sysupgrade image of the DIR-3040 with these modules.
    fs::path image_with(const std::vector<std::string>& modules) const {
        const fs::path tree = folder_.path() / "tree/lib/modules/6.18.44";
        fs::create_directories(tree);
        for (const std::string& module : modules) base::write_file(tree / (module + ".ko"), "");
        const std::string squashfs = folder_.path() / "root.squashfs";
        base::run_checked({"mksquashfs", folder_.path() / "tree", squashfs, "-quiet", "-no-progress"},
                          base::Deadline(base::Milliseconds(30'000)));
        const base::Bytes root(image::sample::sealed(
            image::sample::tar(image::sample::kernel(), base::as_bytes(base::read_file(squashfs)))));
        base::write_file(folder_.path() / "image.bin", base::as_text(root));
        return folder_.path() / "image.bin";
    }

    // What `image get` prints; its exit status is in status_.
    std::string get(const StandIn& server, const std::string& options) {
        CLI::App app;
        add_image(app, status_);
        ::testing::internal::CaptureStdout();
        app.parse(fmt::format("image get --server {} --profile {} {}", server.url(), kHotspot, options),
                  false);
        return ::testing::internal::GetCapturedStdout();
    }

    base::TemporaryFolder folder_;
    int status_ = -1;
};

TEST_F(ImageGetTest, SaysThatAnImageFitsAndHasTheDriversOfAHotspot) {
    StandIn server(Plan{{"image", image_with({"rndis_host", "cdc_ether"})}});
    const std::string text = get(server, "");
    EXPECT_THAT(text, HasSubstr("verdict     can be flashed on dlink,dir-3040-a1\n"
                                "quanta-d53  has its drivers: kmod-usb-net-rndis, kmod-usb-net-cdc-ether\n"));
    EXPECT_EQ(status_, 0);
}

TEST_F(ImageGetTest, SaysWhichDriverAnImageLacks) {
    StandIn server(Plan{{"image", image_with({"cdc_ether"})}});
    EXPECT_THAT(get(server, ""), HasSubstr("quanta-d53  lacks kmod-usb-net-rndis\n"));
    EXPECT_EQ(status_, 1);
}

TEST_F(ImageGetTest, SaysWhyAnImageCannotBeFlashed) {
    StandIn server(Plan{{"image", "firmware"}});
    EXPECT_THAT(get(server, ""),
                HasSubstr("verdict     refused for dlink,dir-3040-a1:\n"
                          "Image metadata not present at 0x8: expected an fwtool trailer, got "
                          "none\n"));
    EXPECT_EQ(status_, 1);
}

TEST_F(ImageGetTest, TellsProgramsTheSame) {
    StandIn server(Plan{{"image", image_with({"cdc_ether"})}});
    const auto json = nlohmann::json::parse(get(server, "--json"));
    EXPECT_EQ(json.at("kind"), "sysupgrade");
    EXPECT_EQ(json.at("downloaded"), true);
    EXPECT_EQ(json.at("flashable"), true);
    EXPECT_EQ(json.at("hotspots"),
              nlohmann::json::parse(R"([{"name": "quanta-d53", "missing": ["kmod-usb-net-rndis"],
                                         "needs": ["kmod-usb-net-rndis", "kmod-usb-net-cdc-ether"]}])"));
}

TEST_F(ImageGetTest, CopiesTheImageAndInspectsOnlySysupgradeImages) {
    StandIn server(Plan{{"image", "firmware"}});
    const fs::path out = folder_.path() / "mine.bin";
    const std::string text = get(server, "--kind recovery --out " + out.string());
    EXPECT_EQ(base::read_file(out), "firmware");
    EXPECT_THAT(text, HasSubstr(fmt::format("file        {}\n", out.string())));
    EXPECT_THAT(
        text, HasSubstr("verdict     none: only sysupgrade images of boards in lab/boards are inspected\n"));
    EXPECT_EQ(status_, 0);
}

TEST_F(ImageGetTest, TakesOnlyAnAddressOfTheWeb) {
    CLI::App app;
    add_image(app, status_);
    EXPECT_THROW(app.parse("image get --server ftp://x", false), CLI::ValidationError);
}

}  // namespace
}  // namespace tetherlab::cli
