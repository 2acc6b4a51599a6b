// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/trial_log.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/testing/error_of.hpp"

#include <gtest/gtest.h>

namespace tetherlab::bench {
namespace {

using base::testing::error_of;

using namespace std::chrono_literals;
using event::Kind;

const base::Deadline kAtOnce(0ms);

event::Event line(std::chrono::microseconds at, const std::string& text) {
    return {at, Kind::kConsoleLine, "router", {{"text", text}}};
}

event::Event report(std::chrono::microseconds heard, const std::string& what, const nlohmann::json& more) {
    nlohmann::json data{{"fault", "brownout"}, {"what", what}};
    data.update(more);
    return {heard, Kind::kFault, "trial", data};
}

TEST(TrialLog, FindsTheFirstLineOfTheKernelWithAText) {
    TrialLog log({});
    log.on(line(10us, "root@OpenWrt:/# [   50.125000] usb 1-1: USB disconnect, device number 2"));
    log.on(line(20us, "[   51.000000] usb 1-1: USB disconnect, device number 3"));
    log.on(line(30us, "hub failed to enable device, says a program"));
    const auto found = log.await_line("USB disconnect", kAtOnce);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->heard, 10us);
    EXPECT_EQ(found->text, "usb 1-1: USB disconnect, device number 2");
    EXPECT_FALSE(log.await_line("hub failed to enable device", kAtOnce));
    EXPECT_EQ(log.lines().size(), 2u);
}

TEST(TrialLog, KeepsTheTimesOfAReport) {
    TrialLog log({});
    log.on(report(10us, "armed", {{"at_us", 500}}));
    log.on(report(30us, "fired", {{"at_us", 520}, {"scheduled_us", 515}, {"text", "now"}}));
    const TrialLog::Report fired = log.await_report("fired", kAtOnce);
    EXPECT_EQ(fired.heard, 30us);
    EXPECT_EQ(fired.at, 520us);
    EXPECT_EQ(fired.scheduled, 515us);
    EXPECT_FALSE(log.await_report("armed", kAtOnce).scheduled);
}

TEST(TrialLog, ForgetsTheTrialBefore) {
    TrialLog log({});
    log.on(line(10us, "[   50.125000] usb 1-1: USB disconnect, device number 2"));
    log.on(report(10us, "armed", nlohmann::json::object()));
    log.forget();
    EXPECT_FALSE(log.await_line("USB disconnect", kAtOnce));
    EXPECT_TRUE(log.reports().empty());
}

TEST(TrialLog, SaysWhatItWaitedFor) {
    TrialLog log({});
    EXPECT_EQ(error_of([&] { log.await_report("fired", kAtOnce); }),
              "wait for the fault to report 'fired': not within 0 s");
    log.on(report(10us, "failed", {{"text", "unbind gadget from tether_udc.0: gone"}}));
    EXPECT_EQ(error_of([&] { log.await_report("fired", kAtOnce); }),
              "wait for the fault to report 'fired': unbind gadget from tether_udc.0: gone");
}

TEST(TrialLog, EndsItsWaitsWhenAskedToStop) {
    std::stop_source stop;
    stop.request_stop();
    TrialLog log(stop.get_token());
    EXPECT_EQ(error_of([&] { log.await_line("USB disconnect", base::Deadline(1h)); }),
              "wait for a line of the router: asked to stop");
}

}  // namespace
}  // namespace tetherlab::bench
