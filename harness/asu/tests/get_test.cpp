// SPDX-License-Identifier: Apache-2.0
#include "harness/asu/get.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/testing/error_of.hpp"
#include "gadget/base/text.hpp"
#include "gadget/base/yaml.hpp"
#include "harness/asu/tests/stand_in.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <thread>

namespace tetherlab::asu {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;
using ::testing::EndsWith;
using testing::Plan;
using testing::StandIn;

constexpr base::Milliseconds kPatience{60'000};

struct Notes : event::Sink {
    void on(const event::Event& event) override {
        if (event.kind == event::Kind::kStepBegin) lines.push_back(event.name);
        if (event.kind == event::Kind::kNote) lines.push_back("- " + event.data.value("text", ""));
    }

    std::vector<std::string> lines;
};

class GetTest : public ::testing::Test {
protected:
    GetTest() {
        log_.add(notes_);
        order_.request.packages = {"kmod-usb-net-rndis"};
        order_.needed = {"kmod-usb-net-rndis"};
        order_.times.poll = base::Milliseconds(1);
    }

    Delivery get(const StandIn& server) {
        order_.server = server.url();
        return get();
    }

    Delivery get() {
        Http http({.user_agent = "test/1", .authorities = authorities_}, stop_.get_token());
        return asu::get(order_, http, Store(cache_.path()), log_, base::Deadline(kPatience),
                        stop_.get_token());
    }

    std::string error_with(const StandIn& server) {
        return base::testing::error_of([&] { get(server); });
    }

    // What a refused order is told.
    std::string refusal_with(const StandIn& server) {
        try {
            get(server);
        } catch (const base::ConfigError& error) {
            return error.what();
        }
        return "not refused";
    }

    bool cache_is_empty() const { return fs::is_empty(cache_.path()); }

    base::TemporaryFolder cache_;
    Order order_;
    fs::path authorities_;
    std::stop_source stop_;
    std::shared_ptr<Notes> notes_ = std::make_shared<Notes>();
    event::Log log_;
};

TEST_F(GetTest, BringsTheImageOfAFinishedBuild) {
    StandIn server(Plan{{"image", "firmware"}});
    const Delivery delivery = get(server);
    EXPECT_EQ(base::read_file(delivery.file), "firmware");
    EXPECT_EQ(delivery.image.sha256, "c3bf47ea1f4a4a605470313cacb3a44f4a461f68c6faeab07e737610cb5ac835");
    EXPECT_EQ(delivery.file,
              cache_.path() / fmt::format("asu-{}-{}", delivery.build.request_hash, delivery.image.sha256) /
                  "openwrt-776f99ba548e-ramips-mt7621-dlink_dir-3040-a1-squashfs-sysupgrade.bin");
    EXPECT_EQ(delivery.build.revision, "r34567-abcdef0123");
    EXPECT_TRUE(delivery.downloaded);
}

TEST_F(GetTest, AsksAgainUntilTheBuildIsThereAndTellsOfItsWay) {
    StandIn server(Plan{{"image", "firmware"}, {"queue", {2, 2, 1}}, {"stages", {"init", "building_image"}}});
    const Delivery delivery = get(server);
    EXPECT_THAT(notes_->lines, ElementsAre("ask", "build", "- queued, place 2", "- queued, place 1", "- init",
                                           "- building_image", "download"));
    const std::string poll = fmt::format("GET /api/v1/build/{} test/1", delivery.build.request_hash);
    EXPECT_THAT(server.requests(), ElementsAre("POST /api/v1/build test/1", poll, poll, poll, poll, poll,
                                               fmt::format("GET /store/{}/{} test/1", delivery.build.bin_dir,
                                                           delivery.image.name)));
}

TEST_F(GetTest, DownloadsOnce) {
    StandIn server(Plan{{"image", "firmware"}});
    const Delivery first = get(server);
    server.requests();
    const Delivery second = get(server);
    EXPECT_EQ(second.file, first.file);
    EXPECT_FALSE(second.downloaded);
    EXPECT_THAT(server.requests(), ElementsAre("POST /api/v1/build test/1"));
}

TEST_F(GetTest, DownloadsAgainWhatWasAlteredInTheCache) {
    StandIn server(Plan{{"image", "firmware"}});
    base::write_file(get(server).file, "something else");
    const Delivery again = get(server);
    EXPECT_TRUE(again.downloaded);
    EXPECT_EQ(base::read_file(again.file), "firmware");
}

TEST_F(GetTest, TakesTheKindOfImageThatIsAskedFor) {
    StandIn server(Plan{{"image", "firmware"}});
    order_.kind = ImageKind::kRecovery;
    EXPECT_EQ(get(server).image.name,
              "openwrt-776f99ba548e-ramips-mt7621-dlink_dir-3040-a1-squashfs-recovery.bin");
    order_.kind = ImageKind::kInitramfs;
    EXPECT_EQ(error_with(server),
              "find an image of kind initramfs: the build has "
              "openwrt-776f99ba548e-ramips-mt7621-dlink_dir-3040-a1-squashfs-sysupgrade.bin, "
              "openwrt-776f99ba548e-ramips-mt7621-dlink_dir-3040-a1-squashfs-recovery.bin");
}

TEST_F(GetTest, PassesOnWhyTheServerRefusesABoard) {
    StandIn server(Plan{{"image", "firmware"}});
    order_.request.board = "dlink_dir-9999";
    EXPECT_EQ(refusal_with(server),
              server.url() +
                  " refuses to build: Unsupported profile: dlink_dir-9999. The requested "
                  "profile was either dropped or never existed. Please check the forums for "
                  "more information.");
}

TEST_F(GetTest, PassesOnWhichFieldTheServerCannotRead) {
    StandIn server(Plan{{"image", "firmware"}});
    order_.request.packages = {"kmod-mii", "kmod mii; reboot"};
    EXPECT_EQ(refusal_with(server), server.url() +
                                        " refuses to build: body.packages.1: String should match pattern "
                                        "'^[\\w.,-]*$', got \"kmod mii; reboot\"");
}

TEST_F(GetTest, NamesAPackageThatNoFeedHas) {
    StandIn server(Plan{{"image", "firmware"}, {"queue", {1}}, {"feeds", {"kmod-mii"}}});
    EXPECT_EQ(
        error_with(server),
        "build an image on " + server.url() +
            ": the package feeds or the build service failed, not the router: package kmod-usb-net-rndis is "
            "in "
            "no feed (kmod-usb-net-rndis (no such package)); it says \"Impossible package selection: missing "
            "(kmod-usb-net-rndis)\" and repeats that for an hour before it tries again");
}

TEST_F(GetTest, NamesACorruptPackageThatAnotherOneNeeds) {
    StandIn server(Plan{{"image", "firmware"},
                        {"fails",
                         {{"detail", "Error: Impossible package selection: missing (kmod-usb-net-rndis)"},
                          {"stderr",
                           "Collected errors:\n"
                           " * opkg_install_pkg: Checksum or size mismatch for package kmod-phylink. Either "
                           "the opkg or the package "
                           "index are corrupt. Try 'opkg update'.\n"
                           " * opkg_install_cmd: Cannot install package kmod-usb-net-rndis.\n"}}}});
    EXPECT_EQ(
        error_with(server),
        "build an image on " + server.url() +
            ": the package feeds or the build service failed, not the router: package kmod-phylink is "
            "corrupt "
            "(* opkg_install_pkg: Checksum or size mismatch for package kmod-phylink. Either the opkg or the "
            "package index are corrupt. Try 'opkg update'.); it says \"Impossible package selection: missing "
            "(kmod-usb-net-rndis)\" and repeats that for an hour before it tries again");
}

TEST_F(GetTest, PassesOnAFailureThatIsOfNoPackage) {
    StandIn server(
        Plan{{"image", "firmware"},
             {"fails", {{"detail", "Error: Selected packages exceed device storage"}, {"stderr", ""}}}});
    EXPECT_EQ(error_with(server),
              "build an image on " + server.url() +
                  ": the package feeds or the build service failed, not the router: it says "
                  "\"Selected packages exceed device storage\" and repeats that for an hour before "
                  "it tries again");
}

TEST_F(GetTest, NoticesThatANeededPackageWasLeftOut) {
    StandIn server(Plan{{"image", "firmware"}, {"omits", {"kmod-usb-net-rndis"}}});
    EXPECT_EQ(error_with(server),
              "build an image on " + server.url() +
                  ": the build succeeded without kmod-usb-net-rndis, which the hotspot needs");
}

TEST_F(GetTest, KeepsNothingOfAnImageWithAnotherHash) {
    StandIn server(Plan{{"image", "firmware"}, {"sha256", std::string(64, '0')}});
    EXPECT_EQ(error_with(server),
              "download openwrt-776f99ba548e-ramips-mt7621-dlink_dir-3040-a1-squashfs-sysupgrade.bin: "
              "expected SHA-256 "
              "0000000000000000000000000000000000000000000000000000000000000000, got "
              "c3bf47ea1f4a4a605470313cacb3a44f4a461f68c6faeab07e737610cb5ac835 of 8 bytes");
    EXPECT_TRUE(cache_is_empty());
}

TEST_F(GetTest, KeepsNothingOfATruncatedImage) {
    StandIn server(Plan{{"image", "firmware"}, {"misbehaves", "truncates"}});
    EXPECT_THAT(error_with(server), EndsWith("transfer closed with 4 bytes remaining to read"));
    EXPECT_TRUE(cache_is_empty());
}

TEST_F(GetTest, FollowsTheImageToItsStore) {
    StandIn server(Plan{{"image", "firmware"}, {"misbehaves", "redirects"}});
    EXPECT_EQ(base::read_file(get(server).file), "firmware");
}

TEST_F(GetTest, DoesNotFollowTheServerItself) {
    StandIn server(Plan{{"image", "firmware"}, {"misbehaves", "moved"}});
    EXPECT_EQ(
        error_with(server),
        "ask " + server.url() + "/api/v1/build: the server has moved to https://elsewhere.example/moved");
}

TEST_F(GetTest, GivesUpABuildThatStaysInTheQueue) {
    StandIn server(Plan{{"image", "firmware"}, {"queue", std::vector<int>(1000, 3)}});
    order_.times.build = base::Milliseconds(50);
    EXPECT_EQ(error_with(server), "wait for the build (queued, place 3): not within 50 ms");
}

TEST_F(GetTest, SaysWhenTheServerForgotTheBuild) {
    StandIn server(Plan{{"image", "firmware"}, {"queue", {1}}, {"misbehaves", "forgets"}});
    EXPECT_EQ(error_with(server),
              "ask " + server.url() + ": status 404: could not find provided request hash");
}

TEST_F(GetTest, SaysWhenTheServerHasTooMuchToDo) {
    StandIn server(Plan{{"image", "firmware"}, {"misbehaves", "overloaded"}});
    EXPECT_EQ(
        error_with(server),
        "ask " + server.url() + ": status 529: server overload, queue contains too many build requests: 201");
}

TEST_F(GetTest, SaysWhenAGatewayAnswersInItsPlace) {
    StandIn server(Plan{{"image", "firmware"}, {"misbehaves", "gateway"}});
    EXPECT_EQ(error_with(server), "ask " + server.url() + ": status 502: no reason given");
}

TEST_F(GetTest, StopsAtOnceWhileItWaitsForAnAnswer) {
    StandIn server(Plan{{"image", "firmware"}, {"misbehaves", "hangs"}});
    const std::jthread interrupt([&] {
        server.next_request();
        stop_.request_stop();
    });
    EXPECT_EQ(error_with(server), "ask " + server.url() + "/api/v1/build: asked to stop");
    EXPECT_TRUE(cache_is_empty());
}

TEST_F(GetTest, StopsAtOnceWhileItWaitsForTheBuild) {
    StandIn server(Plan{{"image", "firmware"}, {"queue", {3, 3}}});
    order_.times.poll = kPatience;
    const std::jthread interrupt([&] {
        server.next_request();
        stop_.request_stop();
    });
    EXPECT_THAT(error_with(server), EndsWith(": asked to stop"));
}

TEST_F(GetTest, TakesAServerWhoseAddressEndsWithASlash) {
    StandIn server(Plan{{"image", "firmware"}});
    order_.server = server.url() + "/";
    EXPECT_EQ(base::read_file(get().file), "firmware");
}

}  // namespace
}  // namespace tetherlab::asu
