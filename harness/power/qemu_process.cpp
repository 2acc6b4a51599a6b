// SPDX-License-Identifier: Apache-2.0
#include "harness/power/qemu_process.hpp"

#include "gadget/base/error.hpp"

#include <utility>

namespace tetherlab::power {
namespace {

constexpr base::Milliseconds kDies{1'000};  // from its last word on the control connection to its end

}  // namespace

base::Child start_qemu(base::Argv in_network, const base::Argv& argv, const std::filesystem::path& log,
                       base::Scheduling scheduling) {
    in_network.insert(in_network.end(), argv.begin(), argv.end());
    return {in_network, {.out = log, .err = log, .scheduling = scheduling}};
}

void with_control(UnixListener& control, base::Child& qemu, const std::filesystem::path& log,
                  const std::string& name, const base::Deadline& deadline,
                  const std::function<void(Qmp&)>& work) {
    base::UniqueFd stream = control.accept(qemu, log, deadline);
    try {
        Qmp qmp(std::move(stream), name, deadline);
        work(qmp);
    } catch (const base::TimeoutError&) {
        throw;
    } catch (const base::Error& error) {
        const auto status = qemu.wait(base::Deadline(kDies));
        if (!status) throw;
        throw base::Error(error.action(), error.object(), "QEMU " + end_of(*status, log));
    }
}

}  // namespace tetherlab::power
