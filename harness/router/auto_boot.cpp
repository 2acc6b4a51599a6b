// SPDX-License-Identifier: Apache-2.0
#include "harness/router/auto_boot.hpp"

#include "gadget/base/error.hpp"
#include "harness/router/refusal.hpp"

#include <utility>
#include <vector>

namespace tetherlab::router {
namespace {

// Of U-Boot, also of the 1.1.3 that MediaTek's SDK for MT7621 has.
constexpr auto kBanner = "U-Boot ";
constexpr auto kKernel = "Linux version";

}  // namespace

bool AutoBoot::await_prompt(const base::Deadline& deadline) {
    const auto start = console_.expect({kBanner, kKernel}, deadline);
    kernel_started_ = start && start->pattern == 1;
    return start.has_value();
}

Refusal AutoBoot::boot_flash(const base::Deadline& deadline) {
    if (std::exchange(kernel_started_, false)) return std::nullopt;
    std::vector<std::string> ends = refusals();
    ends.emplace_back(kKernel);
    const auto end = console_.expect(ends, deadline);
    if (!end) base::throw_timeout("Linux to start", deadline);
    return refusal_in(end->before);
}

void AutoBoot::boot_recovery(const RecoverySystem& system, const base::Deadline& /*deadline*/) {
    throw base::Error("boot", system.kernel, "how to ask this board's boot loader for it is not known");
}

}  // namespace tetherlab::router
