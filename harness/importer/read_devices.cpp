// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/read_devices.hpp"

#include "harness/importer/lsusb_list.hpp"
#include "harness/importer/lsusb_verbose.hpp"
#include "harness/importer/usb_devices.hpp"

#include <iterator>

namespace tetherlab::importer {

Reading read_devices(std::span<const paste::Line> lines, int file) {
    Reading all;
    all.used.resize(lines.size());
    for (const auto read : {read_usb_devices, read_lsusb_verbose, read_lsusb_list}) {
        Reading one = read(lines, file);
        std::move(one.devices.begin(), one.devices.end(), std::back_inserter(all.devices));
        std::move(one.ignored.begin(), one.ignored.end(), std::back_inserter(all.ignored));
        for (std::size_t i = 0; i < one.used.size(); ++i) all.used[i] = all.used[i] || one.used[i];
    }
    return all;
}

}  // namespace tetherlab::importer
