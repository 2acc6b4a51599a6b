// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/yaml.hpp"
#include "harness/cli/commands.hpp"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>

int main(int argc, char** argv) {
    using namespace tetherlab;

    std::signal(SIGPIPE, SIG_IGN);  // a child that ends early, or a pager: the run goes on and clears up

    CLI::App app("tetherlab plugs an emulated mobile hotspot into a router and says whether its WAN came up.",
                 "tetherlab");
    app.require_subcommand(1);
    app.footer(
        "Exit status: 0 pass, 1 the router failed, 2 usage or configuration, 3 the rig failed, 4 skipped.");
    int status = 0;
    cli::add_run(app, status);
    cli::add_image(app, status);
    cli::add_faults(app, status);
    cli::add_bench_wire(app, status);
    cli::add_bench_faults(app, status);
    cli::add_import(app, status);
    cli::add_log(app, status);
    cli::add_history(app, status);
    cli::add_regress(app, status);
    cli::add_bisect(app, status);
    cli::add_profile(app, status);
    cli::add_doctor(app, status);
    cli::add_clean(app, status);
    cli::add_manual(app, status);
    cli::add_completion(app, status);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : cli::kUsageError;
    } catch (const base::ConfigError& error) {
        fmt::print(stderr, "{}\n", error.what());
        return cli::kUsageError;
    } catch (const std::exception& error) {
        fmt::print(stderr, "tetherlab: {}\n", error.what());
        return cli::kRigError;
    }
    return status;
}
