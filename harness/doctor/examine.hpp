// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/bench_file.hpp"
#include "harness/doctor/finding.hpp"
#include "harness/doctor/host.hpp"

#include <filesystem>
#include <string>

namespace tetherlab::doctor {

enum class PowerTest {
    kAsk,     // asks the switch only
    kSwitch,  // cuts the router's power and gives it back
};

struct Subject {
    const bench::BenchFile& bench;
    std::filesystem::path root;    // of the tree
    std::filesystem::path images;  // of the virtual bench
    std::filesystem::path runs;    // where runs leave their files
    std::string version;           // of this program
    PowerTest power = PowerTest::kAsk;
};

// Checks everything the bench needs; `here` is this machine. What cannot be looked at because something else
// fails is left out. Throws base::Error when the tree is not complete.
Findings examine(const Subject& subject, Host& here);

}  // namespace tetherlab::doctor
