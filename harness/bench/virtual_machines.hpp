// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/power/qemu_args.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

// Which machines the virtual benches consist of.
namespace tetherlab::bench {

// Where a run has its file or socket of that name.
using InRun = std::function<std::filesystem::path(std::string_view name)>;

// `images` as lab/virtual/images makes it.
power::RouterVm router_machine(const std::filesystem::path& images, const InRun& in_run);
power::GadgetVmParts gadget_machine(const std::filesystem::path& images, const InRun& in_run,
                                    power::WireKind wire, power::Acceleration acceleration);
power::PcVmParts pc_machine(const std::filesystem::path& images, const InRun& in_run,
                            power::Acceleration acceleration);

// What a QEMU says of itself, its first line. Throws base::Error.
std::string qemu_version(const std::string& program);

}  // namespace tetherlab::bench
