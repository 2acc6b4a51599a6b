// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/bench/bench.hpp"
#include "harness/image/metadata.hpp"
#include "harness/verdict/control.hpp"
#include "harness/verdict/diagnosis.hpp"
#include "harness/verdict/replay.hpp"
#include "harness/verdict/verdict.hpp"
#include "harness/verify/comparison.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

// What a run of a scenario found out: the whole input of the reports. Plain values, no bench behind them.
namespace tetherlab::scenario {

// Since the run's event log was made, as in event::Event::at.
using Time = std::chrono::microseconds;

// One assertion of an expect step.
struct Check {
    std::string name;   // "driver: rndis_host", as the scenario file says it
    std::string place;  // "scenarios/bring-up/d53.yaml:14:9"
    verdict::Verdict verdict = verdict::Verdict::kSkipped;
    std::string expected;  // "rndis_host bound to the RNDIS control interface"
    std::string got;       // what the last look showed
    std::string reason;    // error, skipped: why; else empty
    Time started{0};       // when the expect step began
    Time took{0};          // until it was decided
    base::Milliseconds within{0};
    std::optional<verdict::Replay> replay = std::nullopt;         // of a replayed timeline
    std::optional<verify::Comparison> comparison = std::nullopt;  // of descriptors with a profile
};

// One step of the scenario, or of what comes before the first one ("bench").
struct StepResult {
    std::string name;   // "flash", "lan: 192.168.8.1/24", "expect"
    std::string place;  // as in Check; empty for "bench"
    verdict::Verdict verdict = verdict::Verdict::kSkipped;
    std::string reason;  // what went wrong, or why it was skipped; empty after a pass
    Time started{0};
    Time took{0};
    std::vector<Check> checks;  // of an expect step, in file order
};

// The image that was flashed, and the proof that it runs.
struct ImageResult {
    std::filesystem::path file;
    image::Metadata metadata;
    std::vector<std::string> kmods;  // USB network packages in its root file system, "kmod-usb-net-rndis"
    std::string running_revision;    // what the router said after the flash; empty when it was not flashed
};

struct Run;

// The same scenario on a control, and what both runs together say.
struct Comparison {
    std::string control;             // "router with every USB network driver (standin-all-kmods)"
    std::shared_ptr<const Run> run;  // on the control
    verdict::Conclusion conclusion;
};

struct Run {
    std::string id;        // of the run directory
    std::string scenario;  // "d53"
    std::string title;
    std::filesystem::path file;
    std::string hotspot;  // profile name
    std::string started;  // UTC, "2026-01-31T12:00:00Z"

    std::optional<std::string>
        snapshot;  // when that was made which the bench started from; nothing: it booted

    verdict::Verdict verdict = verdict::Verdict::kSkipped;
    std::string cause;  // the sentence for the headline; empty after a pass

    std::uint64_t seed = 0;  // of what faults do at random

    std::vector<StepResult> steps;               // "bench" first, then every step of the scenario
    std::vector<observe::FaultProgress> faults;  // in the order they were armed
    std::vector<verdict::Diagnosis> diagnoses;
    std::optional<verdict::Trial> wan;     // at the end; asked for a comparison only
    std::optional<Comparison> comparison;  // of the run on the device under test
    std::optional<ImageResult> image;
    std::vector<bench::Substitution> substitutions;
    std::vector<std::string> deviations;          // of the emulated hotspot from its profile
    std::map<std::string, std::string> versions;  // "router kernel" → "6.1.0-50-4kc-malta"
    std::string
        usb_devices;  // the router's /sys/kernel/debug/usb/devices, last seen with the hotspot enumerated
    Time took{0};
};

// 0 pass, 1 fail, 3 error, 4 skipped; 2 is a usage error and no Run.
int exit_code(verdict::Verdict verdict);

}  // namespace tetherlab::scenario
