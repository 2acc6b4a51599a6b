// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/process.hpp"

#include <filesystem>
#include <string>

// The command lines of the two virtual machines, as plain functions of what they are made of.
namespace tetherlab::power {

// lab/virtual/router/README.md says what each part is for.
struct RouterVm {
    std::filesystem::path images;  // folder with u-boot.pflash, kernel.uimage, stage1.cpio.gz
    std::filesystem::path flash;   // this run's copy of flash.img
    std::filesystem::path
        kernel_slice;              // the kernel partition as U-Boot can check it, made afresh at each start
    std::filesystem::path serial;  // unix socket, listened on by the harness
    std::filesystem::path qmp;     // unix socket, listened on by QEMU, for a person who looks in
    std::filesystem::path usb;     // unix socket of the gadget VM's wire, listened on by that VM
    std::string tap;               // network device for lan1
};

enum class Acceleration { kKvm, kTcg };

// lab/virtual/gadget-vm/README.md says what each part is for.
struct GadgetVmParts {
    std::filesystem::path images;   // folder with vmlinuz and initrd.gz
    std::filesystem::path console;  // file the kernel's console is written to
    std::filesystem::path agent;    // unix socket, listened on by the harness
    std::filesystem::path wire;     // unix socket, listened on by QEMU, which outlives any router VM
    Acceleration acceleration = Acceleration::kTcg;
    std::string udc_speed = "high";  // the UDC's own top speed at boot: "high" or "super"
};

base::Argv router_argv(const RouterVm& vm);
base::Argv gadget_argv(const GadgetVmParts& vm);

}  // namespace tetherlab::power
