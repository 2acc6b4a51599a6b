// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/history/image_identity.hpp"
#include "harness/scenario/run.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tetherlab::history {

// One run as the results database keeps it: a row there, an object in its JSON lines.
struct Result {
    std::string started;   // UTC, "2026-01-31T12:00:00Z"
    std::string run;       // id of the run directory; with `started` and `scenario` no two runs have the same
    std::string scenario;  // its name, "d53"
    std::string hotspot;   // profile name
    std::string image;     // file; this and the two below are empty when nothing was to be flashed
    std::string revision;  // "r34567-abcdef0123"; empty also when the image does not say
    std::string sha256;    // of the file
    std::string bench;     // "virtual"
    std::string cause;     // the headline; empty after a pass
    std::string evidence;  // the first line that says what went wrong; empty after a pass
    std::string report;    // folder
    std::int64_t seed = 0;
    verdict::Verdict verdict = verdict::Verdict::kSkipped;
    std::vector<std::string> diagnoses;  // codes, "missing-kmod"
    std::chrono::microseconds took{0};

    bool operator==(const Result&) const = default;
};

struct TextField {
    const char* name;
    std::string Result::*member;
};

// What is text, by the names that both table and JSON lines have.
inline constexpr std::array kTextFields{
    TextField{"started", &Result::started},   TextField{"run", &Result::run},
    TextField{"scenario", &Result::scenario}, TextField{"hotspot", &Result::hotspot},
    TextField{"image", &Result::image},       TextField{"revision", &Result::revision},
    TextField{"sha256", &Result::sha256},     TextField{"bench", &Result::bench},
    TextField{"cause", &Result::cause},       TextField{"evidence", &Result::evidence},
    TextField{"report", &Result::report},
};

// What a run does not know of itself.
struct Circumstances {
    ImageIdentity image;
    std::string bench;
    std::filesystem::path report;
};

Result result_of(const scenario::Run& run, const Circumstances& circumstances);

// The first check that did not pass, "driver: rndis_host: expected …, got …"; else the first step that went
// wrong, with its reason; else the run's cause. Two runs that failed alike have the same.
std::string first_evidence(const scenario::Run& run);

}  // namespace tetherlab::history
