// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/catalogue.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/fault_list.hpp"

#include <fmt/format.h>

#include <memory>

#include <CLI/CLI.hpp>

namespace tetherlab::cli {

void add_faults(CLI::App& app, int& status) {
    const auto markdown = std::make_shared<bool>(false);
    CLI::App* faults = app.add_subcommand("faults", "List what a hotspot can do wrong on purpose");
    faults->add_flag("--markdown", *markdown, "print docs/faults.md instead");
    faults->callback([markdown, &status] {
        fmt::print("{}", *markdown ? fault_page(fault::catalogue()) : fault_list(fault::catalogue()));
        status = 0;
    });
}

}  // namespace tetherlab::cli
