// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"
#include "harness/observe/observer.hpp"

#include <string>
#include <vector>

namespace tetherlab::verdict {

// What is wrong with the router's WAN, told so that its owner can act.
struct Diagnosis {
    std::string code;                   // "missing-kmod"; docs/diagnosis.md lists them all
    std::string sentence;               // one sentence that names the cause
    std::vector<std::string> evidence;  // the lines of the router's log or tables it rests on
    std::string advice;                 // what to do
    bool harmless = false;              // it happened and is over, or hinders nobody: it explains no failure
};

// Pure. What the facts show to be wrong, from the plug to the web, the first cause first; empty when nothing
// is or when the router's facts are not known. It rests on what router and client show and on what the rig
// did openly (plug, unplug, upload), never on which fault was ordered.
std::vector<Diagnosis> diagnose(const observe::Facts& facts, const profile::Profile& hotspot);

// What has to be observed for a diagnosis to be found, given its code. "none" stands for none at all.
observe::Needs needs_of(const std::string& code);

// Everything that any diagnosis looks at: half a minute on a WAN that does not work.
observe::Needs all_needs();

}  // namespace tetherlab::verdict
