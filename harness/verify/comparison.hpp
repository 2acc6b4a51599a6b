// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/profile/fidelity.hpp"
#include "gadget/profile/profile.hpp"
#include "harness/verify/reading.hpp"

#include <string>
#include <vector>

// A device that was read against the profile that it should have.
namespace tetherlab::verify {

enum class Mark {
    kEqual,
    kDiffers,
    kUnsaid,  // another value than the gadget's, where the profile says nothing
    kUnread,  // this way of reading does not tell it
};

// "equal", "differs", "unsaid", "unread"
const char* to_text(Mark mark);

struct Row {
    std::string field;     // "configuration 2, interface 0, interrupt IN: bInterval"
    std::string expected;  // "32 ms"; empty for what should not be there
    std::string got;       // empty for what is not there
    Mark mark = Mark::kEqual;

    bool operator==(const Row&) const = default;
};

// Which fields have to be as expected.
enum class Extent {
    kProfile,     // those that the profile says, for a device from the shop
    kDescriptors  // every byte, for one that is emulated
};

struct Comparison {
    std::vector<Row> rows;  // in the order of the descriptors
    // The device is the gadget's rendering of a profile that a gadget cannot show exactly: `expected` is what
    // the gadget shows, and this is where that is not what the profile says.
    std::vector<profile::Deviation> deviations;

    int count(Mark mark) const;

    bool equal() const { return count(Mark::kDiffers) == 0; }
};

// A profile with deviations is compared as it is and as a gadget shows it, and what fits better counts.
Comparison compare(const profile::Profile& profile, const Reading& reading, Extent extent);

// "equal in all 62 fields", "differs in 1 of 62 fields: bcdDevice 3.18, got 3.19"
std::string summary(const Comparison& comparison);

}  // namespace tetherlab::verify
