// SPDX-License-Identifier: Apache-2.0
#include "harness/power/pc_vm.hpp"

#include "gadget/base/error.hpp"
#include "harness/power/qemu_process.hpp"
#include "harness/power/unix_listener.hpp"

#include <utility>

namespace tetherlab::power {
namespace {

constexpr base::Milliseconds kStartTime{20'000};  // to connect; 0.1 s on an idle machine
constexpr auto kNow = base::Milliseconds::zero();

base::Child start(const PcVmParts& parts, const base::Argv& in_network, const std::filesystem::path& log,
                  console::SocketConsole& console) {
    UnixListener listener(parts.console);
    console.power_on();
    base::Child qemu = start_qemu(in_network, pc_argv(parts), log, base::Scheduling::kNormal);
    console.attach(listener.accept(qemu, log, base::Deadline(kStartTime)));
    return qemu;
}

}  // namespace

PcVm::PcVm(const PcVmParts& parts, const base::Argv& in_network, std::filesystem::path qemu_log,
           console::SocketConsole& console)
    : qemu_log_(std::move(qemu_log)),
      console_(console),
      qemu_(start(parts, in_network, qemu_log_, console)) {}

PcVm::~PcVm() {
    console_.detach();
}

void PcVm::check_running() {
    if (const auto status = qemu_.wait(base::Deadline(kNow)))
        throw base::Error("run", "the PC's QEMU", end_of(*status, qemu_log_));
}

}  // namespace tetherlab::power
