// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/fault_benchmark.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/bench/clock_relation.hpp"

#include <fmt/format.h>

#include <utility>

namespace tetherlab::bench {
namespace {

constexpr base::Milliseconds kTrialTime{60'000};
constexpr base::Milliseconds kLineTime{5'000};  // after the hotspot has gone, until the router has said so
constexpr base::Milliseconds kLookTime{500};

constexpr auto kName = "trial";  // of the fault
constexpr auto kAway = "1 h";    // for longer than a trial takes, which ends the fault itself

// Reading that attribute waits until the hub has worked off what happened at its ports (usb_lock_device(),
// drivers/usb/core/sysfs.c, 6.1). Then the devices that are left are listed.
constexpr auto kDevicesCommand =
    "cd /sys/bus/usb/devices && cat usb*/bConfigurationValue >/dev/null && "
    "for d in *-[1-9]*; do [ ! -e $d ] || echo $d; done";

fault::Order order(const std::string& yaml) {
    return fault::parse_order(base::YamlNode::parse(yaml, "trial"));
}

double milliseconds(TrialLog::Time time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

}  // namespace

FaultBenchmark::FaultBenchmark(VirtualBench& bench, const profile::Profile& hotspot, event::Log& log,
                               std::stop_token stop, const base::Deadline& deadline)
    : bench_(bench), log_(log), trial_(std::make_shared<TrialLog>(std::move(stop))) {
    log_.add(trial_);
    bench_.hotspot().prepare(hotspot, deadline);
    await_quiet(deadline);
}

void FaultBenchmark::round() {
    try_timed();
    try_window("context", "hub failed to enable device", samples_.context);
    try_window("address", "device not accepting address", samples_.address);
}

void FaultBenchmark::try_timed() {
    const base::Deadline deadline(kTrialTime);
    trial_->forget();
    bench_.hotspot().plug(deadline);
    if (!trial_->await_line(": register '", deadline)) base::throw_timeout("the router's driver", deadline);
    devices(deadline);  // a request that the fault cuts off would keep the hub busy until it times out
    trial_->forget();
    const TrialLog::Time asked_to_arm =
        arm(order(fmt::format("{{fault: brownout, as: {}, after: 200 ms, with: {{off: {}}}}}", kName, kAway)),
            deadline);
    const TrialLog::Report fired = trial_->await_report("fired", deadline);
    const auto seen = trial_->await_line("USB disconnect", deadline);
    if (!seen) base::throw_timeout("the router to say that the hotspot is gone", deadline);
    const TrialLog::Time asked_to_end = unplug_and_end(deadline);

    ClockRelation clocks;
    for (const TrialLog::Report& report : trial_->reports()) clocks.heard(report.heard, report.at);
    clocks.asked(asked_to_arm, trial_->await_report("armed", deadline).at);
    clocks.asked(asked_to_end, trial_->await_report("ended", deadline).at);
    samples_.fired.push_back(milliseconds(fired.at - fired.scheduled.value()));
    samples_.seen.push_back(milliseconds(seen->heard - clocks.to_run(fired.scheduled.value())));
    samples_.clock.push_back(milliseconds(clocks.uncertainty()));
    await_quiet(deadline);
}

void FaultBenchmark::try_window(const std::string& stage, const std::string& said, Hits& hits) {
    const base::Deadline deadline(kTrialTime);
    trial_->forget();
    arm(order(fmt::format("{{fault: address-failure, as: {}, on: plug, with: {{stage: {}, off: {}}}}}", kName,
                          stage, kAway)),
        deadline);
    bench_.hotspot().plug(deadline);
    const TrialLog::Report left = trial_->await_report("note", deadline);
    const bool hit = trial_->await_line(said, deadline.within(kLineTime)).has_value();
    unplug_and_end(deadline);
    await_quiet(deadline);
    hits.hits += hit ? 1 : 0;
    hits.late.push_back(milliseconds(left.at - left.scheduled.value()));
    if (hit) return;
    std::string text = fmt::format("missed: {}, {}; the router said:", stage, left.text);
    for (const TrialLog::Line& line : trial_->lines())
        text += fmt::format("\n    {:+.0f} ms {}", milliseconds(line.heard - left.heard), line.text);
    log_.emit(event::Kind::kNote, "missed", {{"text", text}});
}

// Returns the run's time when it asked for it, as unplug_and_end().
TrialLog::Time FaultBenchmark::arm(const fault::Order& order, const base::Deadline& deadline) {
    const TrialLog::Time asked = log_.now();
    bench_.hotspot().arm(order, deadline);
    return asked;
}

TrialLog::Time FaultBenchmark::unplug_and_end(const base::Deadline& deadline) {
    bench_.hotspot().unplug(deadline);
    const TrialLog::Time asked = log_.now();
    bench_.hotspot().end(kName, deadline);
    return asked;
}

// What is plugged in, once the router is through with what happened so far.
std::string FaultBenchmark::devices(const base::Deadline& deadline) {
    return std::string(base::trim(router::run_checked(bench_.shell(), kDevicesCommand, deadline)));
}

void FaultBenchmark::await_quiet(const base::Deadline& deadline) {
    for (;;) {
        if (devices(deadline).empty()) return;
        if (deadline.expired()) base::throw_timeout("the router's bus to be empty", deadline);
        bench_.console().await_output(deadline.within(kLookTime));
    }
}

}  // namespace tetherlab::bench
