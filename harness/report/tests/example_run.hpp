// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/scenario/run.hpp"

namespace tetherlab::report {

// A run in which the driver is missing: one step passed, one check failed, one step was skipped.
inline scenario::Run failed_run() {
    using std::chrono::milliseconds;
    using verdict::Verdict;

    scenario::Run run;
    run.id = "0001";
    run.scenario = "d53";
    run.title = "A Quanta D53 brings the WAN up";
    run.file = "scenarios/bring-up/d53.yaml";
    run.hotspot = "quanta-d53";
    run.started = "2026-01-31T12:00:00Z";
    run.verdict = Verdict::kFail;
    run.cause = "driver: expected rndis_host, got none";
    run.took = milliseconds(61'500);

    scenario::StepResult plug;
    plug.name = "plug";
    plug.place = "d53.yaml:8:5";
    plug.verdict = Verdict::kPass;
    plug.took = milliseconds(1'000);

    scenario::Check driver;
    driver.name = "driver: rndis_host";
    driver.place = "d53.yaml:10:9";
    driver.verdict = Verdict::kFail;
    driver.expected = "rndis_host";
    driver.got = "none";
    driver.started = milliseconds(40'000);
    driver.took = milliseconds(20'000);
    scenario::StepResult expect;
    expect.name = "expect";
    expect.verdict = Verdict::kFail;
    expect.checks = {driver};

    scenario::StepResult unplug;
    unplug.name = "unplug";
    unplug.verdict = Verdict::kSkipped;
    unplug.reason = "an assertion before it failed";

    run.steps = {plug, expect, unplug};
    run.diagnoses = {
        {"missing-kmod", "kmod-usb-net-rndis is not installed", {"Driver=(none)"}, "Install it."}};
    run.substitutions = {
        {"kernel", "Debian 6.1.0-50-4kc-malta", "an MT7621 kernel cannot run on malta", "the image's"}};
    run.versions = {{"router kernel", "6.1.0-50-4kc-malta"}};
    run.usb_devices = "D:  Ver= 2.10\n";
    return run;
}

// A replay of three events of which the last one is missing.
inline scenario::Run replayed_run() {
    using std::chrono::microseconds;
    scenario::Check check;
    check.name = "replayed: storm";
    check.verdict = verdict::Verdict::kFail;
    check.replay = verdict::Replay{
        .events = {{.what = "USB disconnect, device number 2", .got = microseconds(0), .ok = true},
                   {.what = "hub failed to enable device, error -22",
                    .captured = microseconds(1'857'000),
                    .wanted = microseconds(1'857'000),
                    .got = microseconds(1'818'000),
                    .note = "error -71",
                    .ok = true},
                   {.what = "new high-speed USB device number 4 using xhci-mtk",
                    .captured = microseconds(90'000'000),
                    .wanted = microseconds(4'500'000)}},
        .remarks = {"compressed 20 times"},
        .got = "2 of 3 events so far",
        .held = false};
    scenario::StepResult expect;
    expect.name = "expect";
    expect.verdict = verdict::Verdict::kFail;
    expect.checks = {check};
    scenario::Run run = failed_run();
    run.steps = {expect};
    return run;
}

// A hotspot that was verified, with one field of another value.
inline scenario::Run verified_run() {
    scenario::Check check;
    check.name = "usb: verified";
    check.verdict = verdict::Verdict::kError;
    check.comparison = verify::Comparison{{{"bcdDevice", "2.23", "2.24", verify::Mark::kDiffers}}, {}};
    scenario::StepResult expect;
    expect.name = "expect";
    expect.checks = {check};
    scenario::Run run = failed_run();
    run.steps = {expect};
    return run;
}

// The first run, compared with one on a router that has the driver, and was flashed for it.
inline scenario::Run compared_run() {
    scenario::Run control = failed_run();
    control.id = "0002";
    control.verdict = verdict::Verdict::kPass;
    control.cause = "";
    control.diagnoses = {};
    control.wan = {verdict::Verdict::kPass, "the client got 204", {}};
    control.image.emplace();
    control.image->file = "firmware/standin-all-kmods-sysupgrade.bin";
    control.image->kmods = {"kmod-usb-net-cdc-ether", "kmod-usb-net-rndis"};
    control.steps[1].verdict = verdict::Verdict::kPass;
    control.steps[1].checks[0].verdict = verdict::Verdict::kPass;
    control.steps[1].checks[0].got = "rndis_host";
    scenario::StepResult flash;
    flash.name = "flash";
    flash.verdict = verdict::Verdict::kPass;
    control.steps.insert(control.steps.begin(), flash);

    scenario::Run run = failed_run();
    run.wan = {verdict::Verdict::kFail, "the client got no answer in time", run.diagnoses};
    run.comparison = {"router with every USB network driver",
                      std::make_shared<const scenario::Run>(control),
                      {verdict::Culprit::kRouter, "the router: only it lacks a driver"}};
    return run;
}

}  // namespace tetherlab::report
