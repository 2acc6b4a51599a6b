// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/verify/reading.hpp"

#include <string>
#include <vector>

// A reading as named values, so that two of them can be laid side by side.
namespace tetherlab::verify {

// What a value of the expected device rests on.
enum class Basis {
    kProfile,         // the profile says it
    kProfileIfThere,  // the profile says it of devices that have it
    kGadget,          // Linux' gadget functions have it so, and the profile says nothing
};

struct Field {
    std::string name;   // "bMaxPower"
    std::string value;  // "500 mA"
    Basis basis = Basis::kProfile;
};

// The device, a configuration, a setting of an interface or an endpoint.
struct Part {
    std::string name;     // "configuration 2"; empty for the device
    std::string summary;  // in one value: "0a/00/00, 2 endpoints"
    std::vector<Field> fields;
    std::vector<Part> parts;
    bool whole = true;  // the expected one: nothing else is in it

    const Field* find(const std::string& name) const;

    // Replaces the value of a field that is there.
    void set(const std::string& name, std::string value);
};

// The value of a field that the host did not read.
inline constexpr const char* kNotRead = "not read";

struct Outline {
    Part device;
    std::vector<std::string> problems;  // of the reading and of its bytes
};

// Settings stand in the order of their numbers, endpoints of a setting by type and direction, whatever their
// order in the bytes.
Outline outline(const Reading& reading);

// The order of settings.
void sort_settings(Part& configuration);

// The texts of single values.
std::string setting_name(int number, int setting);
std::string setting_summary(const profile::ClassTriple& triple, int endpoints);
std::string association_text(int count, const profile::ClassTriple& triple);
std::string interval_text(std::chrono::microseconds interval);

}  // namespace tetherlab::verify
