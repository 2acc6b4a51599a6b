// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/profile.hpp"

#include <string>
#include <vector>

namespace tetherlab::asu {

// What POST /api/v1/build is asked for.
struct BuildRequest {
    std::string version = "SNAPSHOT";         // or "25.12.2"
    std::string target = "ramips/mt7621";     // TARGET/SUBTARGET
    std::string board = "dlink_dir-3040-a1";  // what the image builder calls PROFILE
    std::vector<std::string> packages = {};   // beside the board's own; "-NAME" leaves one out
    std::string client = "tetherlab";         // the server counts its clients by it

    std::string to_json() const;
};

// The packages whose drivers take the network functions of a hotspot, those of every configuration: which one
// the router chooses is its own matter. Throws base::ConfigError for a function that no generic driver takes.
std::vector<std::string> packages_for(const profile::Profile& hotspot);

// Adds what is not there yet, and keeps the order.
void add_packages(std::vector<std::string>& packages, const std::vector<std::string>& more);

}  // namespace tetherlab::asu
