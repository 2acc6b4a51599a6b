// SPDX-License-Identifier: Apache-2.0
#include "harness/report/result_json.hpp"

#include "harness/verify/table.hpp"

#include <nlohmann/json.hpp>

namespace tetherlab::report {
namespace {

using Json = nlohmann::ordered_json;

Json microseconds(const std::optional<std::chrono::microseconds>& time) {
    return time ? Json(time->count()) : Json();
}

Json replay_json(const verdict::Replay& replay) {
    Json events = Json::array();
    for (const verdict::ReplayedEvent& event : replay.events) {
        events.push_back({{"event", event.what},
                          {"captured_us", event.captured.count()},
                          {"wanted_us", event.wanted.count()},
                          {"got_us", microseconds(event.got)},
                          {"ok", event.ok},
                          {"note", event.note}});
    }
    return {{"events", std::move(events)}, {"remarks", replay.remarks}};
}

Json check_json(const scenario::Check& check) {
    Json json = {{"name", check.name},
                 {"place", check.place},
                 {"verdict", verdict::to_text(check.verdict)},
                 {"expected", check.expected},
                 {"got", check.got},
                 {"reason", check.reason},
                 {"started_us", check.started.count()},
                 {"took_us", check.took.count()},
                 {"within_ms", check.within.count()}};
    if (check.replay) json["replay"] = replay_json(*check.replay);
    if (check.comparison) json["comparison"] = verify::to_json(*check.comparison);
    return json;
}

Json step_json(const scenario::StepResult& step) {
    Json checks = Json::array();
    for (const scenario::Check& check : step.checks) checks.push_back(check_json(check));
    return {{"name", step.name},
            {"place", step.place},
            {"verdict", verdict::to_text(step.verdict)},
            {"reason", step.reason},
            {"started_us", step.started.count()},
            {"took_us", step.took.count()},
            {"checks", std::move(checks)}};
}

// The scheduled time is the firing less how late that was, so that all are by one clock.
Json fault_json(const observe::FaultProgress& fault) {
    std::optional<std::chrono::microseconds> scheduled;
    if (fault.fired && fault.late) scheduled = *fault.fired - *fault.late;
    return {{"id", fault.id},
            {"fault", fault.kind},
            {"armed_us", microseconds(fault.armed)},
            {"scheduled_us", microseconds(scheduled)},
            {"fired_us", microseconds(fault.fired)},
            {"ended_us", microseconds(fault.ended)},
            {"failure", fault.failure}};
}

Json diagnosis_json(const verdict::Diagnosis& diagnosis) {
    return {{"code", diagnosis.code},
            {"sentence", diagnosis.sentence},
            {"evidence", diagnosis.evidence},
            {"advice", diagnosis.advice}};
}

Json trial_json(const verdict::Trial& trial) {
    Json codes = Json::array();
    for (const verdict::Diagnosis& diagnosis : trial.diagnoses) codes.push_back(diagnosis.code);
    return {{"verdict", verdict::to_text(trial.wan)}, {"got", trial.said}, {"diagnoses", std::move(codes)}};
}

Json comparison_json(const scenario::Comparison& comparison) {
    const scenario::Run& run = *comparison.run;
    return {{"control", comparison.control},
            {"culprit", verdict::to_text(comparison.conclusion.culprit)},
            {"conclusion", comparison.conclusion.sentence},
            {"id", run.id},
            {"verdict", verdict::to_text(run.verdict)},
            {"cause", run.cause},
            {"wan", run.wan ? trial_json(*run.wan) : Json()}};
}

Json image_json(const scenario::ImageResult& image) {
    return {{"file", image.file.string()},
            {"distribution", image.metadata.version.distribution},
            {"version", image.metadata.version.version},
            {"revision", image.metadata.version.revision},
            {"devices", image.metadata.devices},
            {"kmods", image.kmods},
            {"running_revision", image.running_revision}};
}

Json start_json(const std::optional<std::string>& snapshot) {
    if (!snapshot) return {{"from", "boot"}};
    return {{"from", "snapshot"}, {"made", *snapshot}};
}

template <typename Items, typename Convert>
Json array_of(const Items& items, Convert convert) {
    Json array = Json::array();
    for (const auto& item : items) array.push_back(convert(item));
    return array;
}

}  // namespace

nlohmann::ordered_json to_json(const scenario::Run& run) {
    const auto substitution = [](const bench::Substitution& s) {
        return Json{{"what", s.what}, {"original", s.original}, {"instead", s.instead}, {"why", s.why}};
    };
    Json json = {{"format", "tetherlab-result"},
                 {"format_version", 1},
                 {"id", run.id},
                 {"scenario", run.scenario},
                 {"title", run.title},
                 {"file", run.file.string()},
                 {"hotspot", run.hotspot},
                 {"started", run.started},
                 {"took_us", run.took.count()},
                 {"bench_start", start_json(run.snapshot)},
                 {"verdict", verdict::to_text(run.verdict)},
                 {"cause", run.cause},
                 {"seed", run.seed},
                 {"steps", array_of(run.steps, step_json)},
                 {"faults", array_of(run.faults, fault_json)},
                 {"diagnoses", array_of(run.diagnoses, diagnosis_json)},
                 {"image", run.image ? image_json(*run.image) : Json()},
                 {"substitutions", array_of(run.substitutions, substitution)},
                 {"deviations", run.deviations},
                 {"versions", run.versions}};
    if (run.wan) json["wan"] = trial_json(*run.wan);
    if (run.comparison) json["comparison"] = comparison_json(*run.comparison);
    return json;
}

}  // namespace tetherlab::report
