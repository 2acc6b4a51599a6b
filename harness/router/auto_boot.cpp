// SPDX-License-Identifier: Apache-2.0
#include "harness/router/auto_boot.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/router/refusal.hpp"

#include <fmt/format.h>

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

void AutoBoot::boot_recovery(const RecoverySystem& system, const base::Deadline& deadline) {
    if (!dialogue_)
        throw base::Error("boot", system.kernel, "how to ask this board's boot loader for it is not known");
    if (std::exchange(kernel_started_, false))
        throw base::Error("boot", system.kernel,
                          "the boot loader was silent until it had started the flash's");
    for (const DialogueStep& step : dialogue_->steps) {
        await(step.wait, system, deadline);
        console_.send(typed(step, system));
    }
    await(kKernel, system, deadline);
}

// The kernel's banner before its time is that of the kernel in flash: what was typed came too late.
void AutoBoot::await(const std::string& text, const RecoverySystem& system, const base::Deadline& deadline) {
    std::vector<std::string> ends{text};
    ends.insert(ends.end(), dialogue_->failures.begin(), dialogue_->failures.end());
    ends.insert(ends.end(), refusals().begin(), refusals().end());
    ends.emplace_back(kKernel);
    const auto end = console_.expect(ends, deadline);
    if (!end) base::throw_timeout(fmt::format("the boot loader to say '{}'", text), deadline);
    if (end->pattern == 0) return;
    const std::string line(base::trim(end->before.substr(end->before.rfind('\n') + 1)));
    throw base::Error("boot", system.kernel,
                      end->pattern + 1 == ends.size() ? "the boot loader started the flash's kernel instead"
                                                      : "the boot loader says: " + line);
}

}  // namespace tetherlab::router
