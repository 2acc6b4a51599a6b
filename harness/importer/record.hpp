// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/paste/paste.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The lines of usb/devices and of usb-devices, found in whatever stands around them.
//
//     T:  Bus=01 Lev=01 Prnt=01 Port=00 Cnt=01 Dev#= 12 Spd=480  MxCh= 0
//     S:  Product=mt6890
//     I:* If#= 0 Alt= 0 #EPs= 1 Cls=e0(wlcon) Sub=01 Prot=03 Driver=(none)
//
// Formats: drivers/usb/core/devices.c (Linux 6.1) and usbutils' usb-devices script, which prints the active
// configuration only, no A:, and If# in hexadecimal in some versions.
namespace tetherlab::importer {

struct Record {
    char letter = 0;  // 'T', 'B', 'D', 'P', 'S', 'C', 'A', 'I' or 'E'
    bool star = false;
    std::size_t index = 0;  // of the line it begins in
    std::size_t last = 0;   // of the line it ends in, when a mailer wrapped it
    std::string text;       // from the first key on

    // The text after "KEY=" up to the next key of the record, without blanks around it; empty without the
    // key.
    std::string_view value(std::string_view key) const;
    bool has(std::string_view key) const;
};

// In the order of the text. A line that only begins like a record, such as "If#= 0: RNDIS", is none.
std::vector<Record> find_records(std::span<const paste::Line> lines);

}  // namespace tetherlab::importer
