// SPDX-License-Identifier: Apache-2.0
#include "gadget/profile/usb_class.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace tetherlab::profile {
namespace {

struct Name {
    std::uint8_t base;
    const char* text;
};

// clas_info[]
constexpr Name kNames[] = {{0x00, ">ifc"},  {0x01, "audio"}, {0x02, "comm."}, {0x03, "HID"},   {0x05, "PID"},
                           {0x06, "still"}, {0x07, "print"}, {0x08, "stor."}, {0x09, "hub"},   {0x0a, "data"},
                           {0x0b, "scard"}, {0x0d, "c-sec"}, {0x0e, "video"}, {0x0f, "perhc"}, {0x10, "av"},
                           {0x11, "blbrd"}, {0x12, "bridg"}, {0xe0, "wlcon"}, {0xef, "misc"},  {0xfe, "app."},
                           {0xff, "vend."}};

const char* name_of(std::uint8_t base) {
    const auto* found = std::find_if(std::begin(kNames), std::end(kNames),
                                     [base](const Name& name) { return name.base == base; });
    return found == std::end(kNames) ? "unk." : found->text;
}

}  // namespace

std::string to_text(const ClassTriple& triple) {
    return fmt::format("{:02x}/{:02x}/{:02x}", triple.base, triple.sub, triple.protocol);
}

std::string devices_text(const ClassTriple& triple) {
    return fmt::format("Cls={:02x}({:<5}) Sub={:02x} Prot={:02x}", triple.base, name_of(triple.base),
                       triple.sub, triple.protocol);
}

}  // namespace tetherlab::profile
