// SPDX-License-Identifier: Apache-2.0
#include "harness/power/gadget_vm.hpp"

#include "harness/power/machine_state.hpp"
#include "harness/power/qemu_process.hpp"

#include <stdexcept>

namespace tetherlab::power {
namespace {

constexpr auto kName = "the gadget VM's QEMU";

}  // namespace

GadgetVm::GadgetVm(const GadgetVmParts& parts, const base::Argv& in_network, std::filesystem::path qemu_log)
    : qemu_log_(std::move(qemu_log)),
      snapshot_(parts.snapshot),
      agent_(parts.agent),
      control_(parts.snapshot ? std::make_unique<UnixListener>(parts.snapshot->control) : nullptr),
      qemu_(start_qemu(in_network, gadget_argv(parts), qemu_log_, base::Scheduling::kRealTime)) {}

base::UniqueFd GadgetVm::connect_agent(const base::Deadline& deadline) {
    return agent_.accept(qemu_, qemu_log_, deadline);
}

void GadgetVm::resume(const base::Deadline& deadline) {
    control(deadline, [&](Qmp& qmp) {
        load_state(qmp, snapshot_.value().state, deadline);
        go_on(qmp, deadline);
    });
}

void GadgetVm::save(const base::Deadline& deadline) {
    control(deadline, [&](Qmp& qmp) { save_state(qmp, snapshot_.value().state, deadline); });
}

void GadgetVm::control(const base::Deadline& deadline, const std::function<void(Qmp&)>& work) {
    if (!control_) throw std::logic_error("a gadget VM without a snapshot has no control connection");
    with_control(*control_, qemu_, qemu_log_, kName, deadline, work);
}

}  // namespace tetherlab::power
