// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/temporary_folder.hpp"
#include "harness/console/testing/scripted_console.hpp"
#include "harness/event/event.hpp"
#include "harness/flash/outcome.hpp"
#include "harness/power/testing/fake_power.hpp"
#include "harness/router/malta_uboot.hpp"
#include "harness/router/router.hpp"
#include "harness/router/testing/fake_shell.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tetherlab::flash {

// A router that a test plays, with a good image for it. The console prints what the router would, as the
// answer to what U-Boot is told.
class Bench {
public:
    Bench();

    // What U-Boot prints next when it is asked to boot from flash.
    void boots(const std::string& then);
    void has_a_bad_kernel();
    void loads_the_recovery_system();

    // `ubus call system board` answers with this revision.
    void runs(const std::string& revision);

    // sysupgrade closes the connection and the router resets.
    void reboots_after_sysupgrade();

    Target target();

    static constexpr auto kUserland = "Please press Enter to activate this console.\n";
    static constexpr auto kRevision = "r34567-abcdef0123";  // of the image

    base::TemporaryFolder folder;
    std::filesystem::path dir = folder.path();
    std::filesystem::path image;
    base::Deadline deadline{std::chrono::seconds(20)};
    std::vector<std::string> steps;     // that ended well, flash's own
    std::vector<std::string> followed;  // router addresses
    event::Log log;
    console::ScriptedConsole console;
    power::FakePower power;
    router::FakeShell shell;
    router::MaltaUboot loader{console, {.stage1_size = 255}};
    router::Router router{{power, console, loader, shell, log}};
};

}  // namespace tetherlab::flash
