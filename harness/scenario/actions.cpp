// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/actions.hpp"

#include "gadget/base/text.hpp"
#include "gadget/lan/internet.hpp"
#include "harness/image/inspect.hpp"
#include "harness/router/uci.hpp"
#include "harness/verdict/diagnosis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace tetherlab::scenario {
namespace {

using verdict::Verdict;

constexpr base::Milliseconds kNewsTime{200};        // between two looks at what costs nothing
constexpr base::Milliseconds kInspectTime{60'000};  // unpacks the root file system's package list

// Sends about 10 Mbit/s to the discard port for $1 milliseconds, also while the way there is broken: UDP
// waits for nobody. The sleep makes the rate; nothing is waited for.
constexpr auto kSendScript = R"sh(
end=$(($(date +%s%3N) + $1))
while [ "$(date +%s%3N)" -lt "$end" ]; do
    dd if=/dev/zero bs=1400 count=50 2>/dev/null >/dev/udp/{}/9
    sleep 0.05
done)sh";

// A flash that is refused never reached the router, so it says nothing about it.
Verdict verdict_of(flash::Result result) {
    switch (result) {
        case flash::Result::kFlashed:
            return Verdict::kPass;
        case flash::Result::kRefused:
            return Verdict::kError;
        case flash::Result::kRejected:
        case flash::Result::kAborted:
        case flash::Result::kNotWritten:
        case flash::Result::kBricked:
            return Verdict::kFail;
    }
    return Verdict::kError;
}

// Selects a configuration by hand, as the owner of a router would: found by its identifiers, since the bus
// path depends on the router.
std::string select_command(const profile::Profile& hotspot, int value) {
    return fmt::format(
        "for d in /sys/bus/usb/devices/*; do "
        "[ \"$(cat $d/idVendor 2>/dev/null):$(cat $d/idProduct 2>/dev/null)\" = {:04x}:{:04x} ] || continue; "
        "echo {} >$d/bConfigurationValue; exit; done; "
        "echo 'no device {:04x}:{:04x} on the bus' >&2; exit 1",
        hotspot.vendor_id, hotspot.product_id, value, hotspot.vendor_id, hotspot.product_id);
}

// What the router has to see where the controller cannot do what the profile says.
void take_over(const agent::Deviation& deviation, profile::Profile& shown) {
    if (deviation.field != "bcdUSB") return;
    std::string digits = deviation.got;  // "2.00"
    std::erase(digits, '.');
    std::from_chars(digits.data(), digits.data() + digits.size(), shown.bcd_usb, 16);
}

std::string sentence(const Check& check) {
    if (check.verdict == Verdict::kFail) {
        return fmt::format("{}: expected {}, got {}", check.name, check.expected, check.got);
    }
    return fmt::format("{}: {}", check.name, check.reason);
}

// Whether the step expects something to be wrong, so that the report has to say what.
bool asks_why(const Expect& step) {
    return std::any_of(step.expectations.begin(), step.expectations.end(),
                       [](const Expectation& expectation) {
                           const auto* wan = std::get_if<verdict::WanIs>(&expectation.assertion);
                           return std::holds_alternative<verdict::DiagnosisIs>(expectation.assertion) ||
                                  (wan != nullptr && wan->usability == verdict::Usability::kUnusable);
                       });
}

observe::Needs needs_of_diagnoses(const Expect& step) {
    observe::Needs needs{.router = true};
    for (const Expectation& expectation : step.expectations) {
        const auto* diagnosis = std::get_if<verdict::DiagnosisIs>(&expectation.assertion);
        if (diagnosis != nullptr) needs |= verdict::needs_of(diagnosis->code);
    }
    return needs;
}

Outcome outcome_of(std::vector<Check> checks) {
    // What came first decides: a rig that fails after the router did does not excuse it, and the other way
    // round.
    const auto first = std::find_if(checks.begin(), checks.end(),
                                    [](const Check& check) { return check.verdict != Verdict::kPass; });
    Outcome outcome;
    if (first != checks.end()) outcome = {first->verdict, sentence(*first), {}};
    outcome.checks = std::move(checks);
    return outcome;
}

}  // namespace

Actions::Actions(const Setup& setup, bench::Bench& bench, Run& run)
    : setup_(setup),
      bench_(bench),
      run_(run),
      shown_(setup.hotspot),
      witness_(std::make_shared<observe::Witness>()),
      preparing_(std::async(std::launch::async, [&setup, &bench] {
          return bench.hotspot().prepare(setup.hotspot, base::Deadline(setup.times.hotspot));
      })) {
    setup.log.add(witness_);
}

std::unique_ptr<Verbs> make_actions(const Setup& setup, bench::Bench& bench, Run& run) {
    return std::make_unique<Actions>(setup, bench, run);
}

Outcome Actions::perform(const Action& action) {
    if (!std::holds_alternative<Expect>(action)) witness_->forget_log();
    Outcome outcome = std::visit([this](const auto& step) { return act(step); }, action);
    // A hotspot that did not misbehave as ordered says nothing about the router.
    if (const auto failure = witness_->failed_fault()) {
        outcome.verdict = Verdict::kError;
        outcome.reason = *failure;
    }
    return outcome;
}

Outcome Actions::act(const Flash&) {
    note_image();
    const flash::Outcome outcome = bench_.flash(setup_.image, base::Deadline(setup_.times.flash));
    run_.image->running_revision = outcome.revision;
    return {verdict_of(outcome.result), outcome.reason, {}};
}

void Actions::note_image() {
    const image::Inspection inspection =
        image::inspect_file(setup_.image, bench_.board(), base::Deadline(kInspectTime));
    run_.image.emplace();
    run_.image->file = setup_.image;
    if (inspection.metadata) run_.image->metadata = *inspection.metadata;
    if (!inspection.packages) return;
    for (const image::UsbNetworkModule& module : inspection.packages->usb_network_modules) {
        run_.image->kmods.push_back(module.package);
    }
}

Outcome Actions::act(const SetLan& step) {
    const base::Deadline deadline = setting_deadline();
    if (router::Uci(bench_.shell()).set_lan(step.lan, deadline) == router::Changed::kYes) {
        bench_.follow(step.lan, deadline);
        router::run_checked(bench_.shell(), "true", deadline);  // the step is over when it answers there
    }
    return {};
}

Outcome Actions::act(const SetWan& step) {
    router::Uci(bench_.shell()).set_wan_device(step.device, setting_deadline());
    return {};
}

void Actions::await_prepared() {
    if (!preparing_.valid()) return;
    for (const agent::Deviation& deviation : preparing_.get()) {
        run_.deviations.push_back(fmt::format("{}: {} instead of {}, because {}", deviation.field,
                                              deviation.got, deviation.wanted, deviation.reason));
        take_over(deviation, shown_);
    }
}

Outcome Actions::act(const Plug&) {
    await_prepared();
    bench_.hotspot().plug(hotspot_deadline());
    setup_.log.emit(event::Kind::kUsb, "hotspot", {{"action", "plug"}});
    return {};
}

Outcome Actions::act(const Unplug&) {
    bench_.hotspot().unplug(hotspot_deadline());
    setup_.log.emit(event::Kind::kUsb, "hotspot", {{"action", "unplug"}});
    return {};
}

Outcome Actions::act(const SelectConfiguration& step) {
    const base::Output output =
        bench_.shell().run(select_command(setup_.hotspot, step.value), setting_deadline());
    if (output.status.success()) return {};
    return {Verdict::kFail,
            fmt::format("the router did not take configuration {}: {}", step.value, base::trim(output.err)),
            {}};
}

// A device from the shop has to be as its profile says; what that leaves open is its own.
verify::Extent Actions::extent() const {
    const bool emulated = setup_.capabilities.contains(bench::kAnyHotspot);
    return emulated ? verify::Extent::kDescriptors : verify::Extent::kProfile;
}

Expecting Actions::expecting(const std::vector<Expectation>& expectations) {
    return {expectations,
            {.hotspot = shown_,
             .log = setup_.log,
             .look = [this](const observe::Needs& needs,
                            const base::Deadline& deadline) { return look(needs, deadline); },
             .hold = setup_.times.absence,
             .stop = setup_.stop,
             .comings = [this] { return witness_->comings(); },
             .extent = extent()}};
}

Outcome Actions::act(const Expect& step) {
    Expecting all = expecting(step.expectations);
    Outcome outcome = outcome_of(all.run());
    if (all.facts()) note(*all.facts());
    if (outcome.verdict != Verdict::kPass)
        diagnose(verdict::all_needs());
    else if (asks_why(step))
        diagnose(needs_of_diagnoses(step));
    return outcome;
}

verdict::Trial Actions::ask_wan() {
    const std::vector<Expectation> question{
        {.name = "wan: usable", .place = "", .assertion = verdict::WanIs{}, .within = setup_.times.wan}};
    const Check answer = expecting(question).run().front();
    if (const auto failure = witness_->failed_fault()) return {Verdict::kError, *failure, {}};
    verdict::Trial trial{answer.verdict, answer.reason.empty() ? answer.got : answer.reason, {}};
    if (answer.verdict != Verdict::kPass) trial.diagnoses = diagnose(verdict::all_needs());
    return trial;
}

observe::Facts Actions::observe(const observe::Needs& needs) {
    observe::Facts facts = look(needs, setting_deadline());
    note(facts);
    return facts;
}

observe::Facts Actions::look(const observe::Needs& needs, const base::Deadline& deadline) {
    observe::Facts facts;
    if (needs.any())
        facts = bench_.look(needs, deadline);
    else
        witness_->await_news(deadline.within(kNewsTime));
    facts.log = witness_->log();
    facts.history = witness_->history();
    facts.faults = witness_->faults();
    return facts;
}

Outcome Actions::act(const Upload& step) {
    bench_.client().renew(setting_deadline());
    bench_.client().run({"bash", "-c", fmt::format(kSendScript, lan::kWebAddress), "upload",
                         fmt::format("{}", step.time.count())},
                        base::Deadline(step.time + setup_.times.setting));
    return {};
}

Outcome Actions::act(const ArmFault& step) {
    await_prepared();
    const fault::Order order = fault::with_seed(step.order, setup_.seed);
    bench_.hotspot().arm(order, hotspot_deadline());
    if (order.trigger.on == fault::Trigger::On::kNow) await_fired(order.id, order.trigger.delay);
    return {};
}

Outcome Actions::act(const FireFault& step) {
    bench_.hotspot().fire(step.id, hotspot_deadline());
    await_fired(step.id, step.delay);
    return {};
}

// The steps to come do not wait for what happens later by order.
void Actions::await_fired(const std::string& id, base::Milliseconds delay) {
    if (delay.count() == 0) witness_->await_fired(id, hotspot_deadline(), setup_.stop);
}

Outcome Actions::act(const EndFault& step) {
    bench_.hotspot().end(step.id, hotspot_deadline());
    return {};
}

// From a look of its own: the last one may have been minutes ago, before the probes that failed.
std::vector<verdict::Diagnosis> Actions::diagnose(const observe::Needs& needs) {
    const observe::Facts facts = look(needs, setting_deadline());
    std::vector<verdict::Diagnosis> found = verdict::diagnose(facts, shown_);
    for (const verdict::Diagnosis& diagnosis : found) {
        const auto known = std::find_if(run_.diagnoses.begin(), run_.diagnoses.end(),
                                        [&](const auto& d) { return d.sentence == diagnosis.sentence; });
        if (known == run_.diagnoses.end()) run_.diagnoses.push_back(diagnosis);
    }
    return found;
}

void Actions::note(const observe::Facts& facts) {
    if (!facts.router) return;
    if (observe::find_device(*facts.router, shown_.vendor_id, shown_.product_id) != nullptr) {
        run_.usb_devices = facts.router->usb_devices_text;
    }
    run_.versions["router kernel"] = facts.router->board.kernel;
    run_.versions["firmware"] = facts.router->board.revision;
}

}  // namespace tetherlab::scenario
