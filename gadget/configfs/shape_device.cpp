// SPDX-License-Identifier: Apache-2.0
#include "gadget/configfs/shape_device.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/unique_fd.hpp"
#include "gadget/kernel/tether_shape/uapi.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <memory>
#include <utility>

namespace tetherlab::configfs {
namespace {

tether_action to_action(fault::ControlAnswer answer) {
    switch (answer) {
        case fault::ControlAnswer::kStall:
            return TETHER_STALL;
        case fault::ControlAnswer::kSilent:
            return TETHER_SILENT;
        case fault::ControlAnswer::kDelay:
            return TETHER_DELAY;
    }
    throw base::Error("add rule for", "control requests", "no such answer");
}

void check(const fault::ControlFault& fault) {
    const bool delays = fault.answer == fault::ControlAnswer::kDelay;
    const auto delay = fault.delay.count();
    if (delays ? delay < 1 || delay > TETHER_MAX_DELAY_MS : delay != 0) {
        throw base::Error("add rule for", "control requests",
                          delays
                              ? fmt::format("a delay of {} ms is not 1 to {} ms", delay, TETHER_MAX_DELAY_MS)
                              : "only a late answer has a delay");
    }
    if (fault.times < 0) {
        throw base::Error("add rule for", "control requests", fmt::format("{} times", fault.times));
    }
}

tether_rule to_rule(const fault::ControlFault& fault) {
    check(fault);
    tether_rule rule{};
    rule.action = to_action(fault.answer);
    rule.request_type = fault.match.request_type;
    rule.request_type_mask = fault.match.request_type_mask;
    rule.request = fault.match.request;
    rule.request_mask = fault.match.request_mask;
    rule.value = fault.match.value;
    rule.value_mask = fault.match.value_mask;
    rule.delay_ms = static_cast<__u32>(fault.delay.count());
    rule.times = static_cast<__u32>(fault.times);
    return rule;
}

// In force until the hold's file is closed.
fault::Hold add(const tether_rule& rule, const std::filesystem::path& device) {
    auto file = std::make_shared<base::UniqueFd>(
        base::check(::open(device.c_str(), O_RDWR | O_CLOEXEC), "open", device.string()));
    base::check(static_cast<int>(::write(file->get(), &rule, sizeof(rule))), "add rule to", device.string());
    return fault::Hold([file = std::move(file)] { file->reset(); });
}

}  // namespace

ShapeDevice::ShapeDevice(std::filesystem::path path) : path_(std::move(path)) {}

bool ShapeDevice::available(const std::filesystem::path& path) {
    return ::access(path.c_str(), F_OK) == 0;
}

fault::Hold ShapeDevice::control(const fault::ControlFault& fault) {
    return add(to_rule(fault), path_);
}

fault::Hold ShapeDevice::data_stalled() {
    tether_rule rule{};
    rule.action = TETHER_DATA_STALL;
    return add(rule, path_);
}

}  // namespace tetherlab::configfs
