// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/power/qemu_args.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tetherlab::bench {

// What decides whether a saved bench can go on, and goes on as it would have been booted.
struct SnapshotInputs {
    std::filesystem::path images;
    power::WireKind wire = power::WireKind::kUdc;
    power::Acceleration acceleration = power::Acceleration::kTcg;
    std::vector<std::string> qemu_versions;  // of both programs
    std::string processor;  // this machine's, which a guest under KVM sees; else without meaning
};

// All of it as a text, a line each: the command lines with the run's paths left out, and every image by real
// path, size and time of change. Throws base::Error when an image is missing.
std::string snapshot_key(const SnapshotInputs& inputs);

// The first processor's model and flags in /proc/cpuinfo's text.
std::string processor_of(const std::string& cpuinfo);

}  // namespace tetherlab::bench
