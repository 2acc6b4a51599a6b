// SPDX-License-Identifier: Apache-2.0
#include "harness/power/gadget_vm.hpp"

namespace tetherlab::power {
namespace {

base::Argv joined(base::Argv prefix, const base::Argv& argv) {
    prefix.insert(prefix.end(), argv.begin(), argv.end());
    return prefix;
}

}  // namespace

GadgetVm::GadgetVm(const GadgetVmParts& parts, const base::Argv& in_network, std::filesystem::path qemu_log)
    : qemu_log_(std::move(qemu_log)),
      agent_(parts.agent),
      qemu_(joined(in_network, gadget_argv(parts)), {.out = qemu_log_, .err = qemu_log_}) {}

base::UniqueFd GadgetVm::connect_agent(const base::Deadline& deadline) {
    return agent_.accept(qemu_, qemu_log_, deadline);
}

}  // namespace tetherlab::power
