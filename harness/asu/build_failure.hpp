// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::asu {

// What is wrong with a package that a build fails on.
enum class Fault {
    kMissing,      // no feed has it
    kCorrupt,      // it came, and is not what the feed's index says
    kUnreachable,  // the index has it, and it did not come
    kConflicting,  // it does not go with another one
};

struct PackageFault {
    std::string package;  // "kmod-phylink"
    Fault fault = Fault::kMissing;
    std::string evidence;  // the line that says so; empty when only the server's summary does

    bool operator==(const PackageFault&) const = default;
};

// The packages that a failed build is due to, each once, by what opkg or apk wrote in the build's log and,
// when they wrote nothing of use, by the server's summary. A package that fails only because one it needs
// does is not among them.
//
// The summary calls what came corrupt or not at all "missing": the server looks only for opkg's "Cannot
// install package" and for what apk finds no package for (openwrt/asu 1f62550, check_package_errors in
// asu/util.py).
std::vector<PackageFault> package_faults(std::string_view summary, std::string_view log);

// "package kmod-phylink is corrupt (…); package …"
std::string to_text(const std::vector<PackageFault>& faults);

}  // namespace tetherlab::asu
