// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/revive.hpp"

#include "gadget/base/testing/error_of.hpp"
#include "gadget/base/text.hpp"
#include "harness/flash/flash.hpp"
#include "harness/flash/tests/bench.hpp"
#include "harness/flash/tests/page_stand_in.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// A router that a flash left behind in some way, and what brings it back.
namespace tetherlab::flash {
namespace {

using base::testing::error_of;
using testing::ElementsAre;
using testing::HasSubstr;

class ReviveTest : public testing::Test {
protected:
    Outcome flash() {
        return flash::flash(bench.target(), lab, bench.image, image::Settings::kDiscard, bench.deadline);
    }

    // The router boots, takes the image and then does what the test says.
    void flashes() {
        bench.boots(Bench::kUserland);
        bench.reboots_after_sysupgrade();
    }

    Bench bench;
    std::stop_source stop;
    RecoveryLab lab{.in_network = {}, .run_dir = bench.dir, .stop = stop.get_token()};
};

TEST_F(ReviveTest, RebootsARouterWhoseSshAnswersButWhoseConsoleNeverCame) {
    flashes();
    bench.boots("[ 9.0] nothing more on the console\n");
    bench.shell.act_on("reboot", [this]() -> base::Output {
        bench.console.print("\nU-Boot 2023.01\nmaltael # ");
        return {.status = {0}, .out = "", .err = ""};
    });
    bench.boots(Bench::kUserland);
    bench.runs(Bench::kRevision);

    const Outcome outcome = flash();
    EXPECT_EQ(outcome.result, Result::kFlashed) << outcome.reason;
    EXPECT_THAT(bench.power.calls, ElementsAre("on"));
}

TEST_F(ReviveTest, CyclesThePowerOfARouterThatIsSilent) {
    flashes();
    bench.boots("[ 9.0] it hangs\n");
    bench.shell.lose_connection_on("reboot");
    bench.boots(Bench::kUserland);
    bench.runs("r28304-6dacba30a7");

    const Outcome outcome = flash();
    EXPECT_EQ(outcome.result, Result::kNotWritten) << outcome.reason;
    EXPECT_THAT(bench.power.calls, ElementsAre("on", "off", "on"));
}

TEST_F(ReviveTest, DeclaresARouterDeadWithWhatWasSeenAtEachWay) {
    flashes();
    bench.has_a_bad_kernel();
    bench.has_a_bad_kernel();
    const Outcome outcome = flash();
    EXPECT_EQ(outcome.result, Result::kBricked);
    EXPECT_EQ(
        outcome.reason,
        "dead: after the flash: Verifying Checksum ...    Bad Data CRC; reboot: it has no shell: bad "
        "kernel: Verifying Checksum ...    Bad Data CRC; power cycle: bad kernel: Verifying Checksum ...  "
        "  Bad Data CRC; boot loader and TFTP: not possible: the bench has no system for it; vendor's "
        "page: not possible: the bench has no image for it");
}

TEST_F(ReviveTest, UploadsToTheVendorsPage) {
    const PageStandIn page("takes");
    base::write_file(bench.dir / "recovery.bin", "kernel and root");
    lab.page = PageImage{.url = page.url(),
                         .router_address = "192.168.0.1",
                         .field = "firmware",
                         .image = bench.dir / "recovery.bin",
                         .press_reset = {"touch", bench.dir / "pressed"}};
    flashes();
    bench.has_a_bad_kernel();
    bench.has_a_bad_kernel();
    // In its recovery mode, and after the page has written.
    int starts = 0;
    bench.power.on_power_on = [this, &starts] {
        bench.console.print("\nU-Boot 2023.01\nmaltael # ");
        if (++starts == 3) bench.console.print("\nU-Boot 2023.01\nmaltael # ");
    };
    bench.boots(Bench::kUserland);
    bench.runs(Bench::kRevision);

    const Outcome outcome = flash();
    EXPECT_EQ(outcome.result, Result::kFlashed) << outcome.reason;
    EXPECT_EQ(base::read_file(page.written()), "kernel and root");
    EXPECT_TRUE(std::filesystem::exists(bench.dir / "pressed"));
    EXPECT_THAT(bench.followed, ElementsAre("192.168.1.1", "192.168.0.1", "192.168.1.1"));
}

TEST_F(ReviveTest, TriesThePageAgainAfterAPowerCycle) {
    const PageStandIn page("refuses");
    base::write_file(bench.dir / "recovery.bin", "no image");
    lab.page = PageImage{.url = page.url(),
                         .router_address = "192.168.0.1",
                         .field = "firmware",
                         .image = bench.dir / "recovery.bin"};
    flashes();
    bench.has_a_bad_kernel();
    bench.has_a_bad_kernel();
    const Outcome outcome = flash();
    EXPECT_EQ(outcome.result, Result::kBricked);
    EXPECT_THAT(outcome.reason,
                HasSubstr("vendor's page: the page answered the upload with '<html>The file is "
                          "not correct</html>'; 2 attempts"));
    EXPECT_THAT(bench.power.calls, ElementsAre("on", "off", "on", "off", "on", "off", "on"));
}

TEST_F(ReviveTest, IsAFaultOfTheLabWhenTheButtonIsNotPressed) {
    lab.page = PageImage{.url = "http://127.0.0.1:9/",
                         .router_address = "192.168.0.1",
                         .field = "firmware",
                         .image = bench.dir / "recovery.bin",
                         .press_reset = {"false"}};
    flashes();
    bench.has_a_bad_kernel();
    bench.has_a_bad_kernel();
    EXPECT_THAT(error_of([&] { flash(); }),
                HasSubstr("vendor's page: could not be tried: press the reset button: false: exit status 1"));
}

TEST_F(ReviveTest, IsAFaultOfTheLabWhenTheSwitchDoesNotObey) {
    flashes();
    bench.has_a_bad_kernel();
    bench.shell.act_on("sysupgrade -T", [this] {
        bench.power.stuck = true;
        return base::Output{};
    });
    EXPECT_THAT(error_of([&] { flash(); }),
                HasSubstr("power cycle: could not be tried: switch on the router's power: the relay does not "
                          "answer"));
}

TEST_F(ReviveTest, EndsWhenItIsAskedTo) {
    flashes();
    bench.has_a_bad_kernel();
    stop.request_stop();
    EXPECT_EQ(error_of([&] { flash(); }), "bring back the router: asked to stop");
    EXPECT_THAT(bench.power.calls, ElementsAre("on"));
}

}  // namespace
}  // namespace tetherlab::flash
