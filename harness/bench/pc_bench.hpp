// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/bench.hpp"
#include "harness/bench/bench_file.hpp"
#include "harness/bench/gadget_host.hpp"
#include "harness/bench/lab_network.hpp"
#include "harness/bench/lookout.hpp"
#include "harness/bench/run_directory.hpp"
#include "harness/console/socket_console.hpp"
#include "harness/event/event.hpp"
#include "harness/power/pc_vm.hpp"
#include "harness/router/ssh_shell.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace tetherlab::bench {

// A bench whose hotspot is plugged into a Debian PC with every USB network driver, in place of a router: a
// control (docs/control-experiments.md). Its shell is the PC's, and the PC is its own LAN client. What only a
// router has it has not: flash(), follow() and board() throw std::logic_error. It boots on construction, and
// has to be made on a thread that outlives it, as a VirtualBench.
class PcBench : public Bench {
public:
    struct Parts {
        const BenchFile& file;
        std::filesystem::path images;  // lab/virtual/images says what is in there
        RunDirectory& run;             // has to outlive the bench, and so does the log
        event::Log& log;
        std::stop_token stop;  // ends the construction with base::Error
    };

    explicit PcBench(const Parts& parts);

    // What such a bench can do, known before there is one.
    static std::set<std::string> capabilities(const BenchFile& file);

    router::Shell& shell() override { return shell_; }

    Hotspot& hotspot() override { return gadget_host_; }

    LanClient& client() override { return client_; }

    flash::Outcome flash(const std::filesystem::path& image, const base::Deadline& deadline) override;
    void follow(const router::Ipv4Interface& router_lan, const base::Deadline& deadline) override;
    observe::Facts look(const observe::Needs& needs, const base::Deadline& deadline) override;
    const image::Board& board() const override;

    const std::vector<Substitution>& substitutions() const override { return substitutions_; }

    std::map<std::string, std::string> versions() const override { return versions_; }

    void abort() noexcept override { network_.kill_processes(); }

private:
    // The PC has its address by itself, or has none.
    class OwnClient : public LanClient {
    public:
        explicit OwnClient(router::Shell& shell) : shell_(shell) {}

        void renew(const base::Deadline& /*deadline*/) override {}

        base::Output run(const base::Argv& argv, const base::Deadline& deadline) override;

    private:
        router::Shell& shell_;
    };

    void start(const BenchFile& file, const std::stop_token& stop);
    GadgetHost::Parts gadget_parts(const Parts& parts) const;
    router::SshShell::Options shell_options(const RunDirectory& run);

    power::Acceleration acceleration_;
    std::vector<Substitution> substitutions_;
    std::map<std::string, std::string> versions_;

    // In the order they are made; destroyed in reverse.
    LabNetwork network_;
    console::SocketConsole console_;
    GadgetHost gadget_host_;
    power::PcVm pc_;
    router::SshShell shell_;
    OwnClient client_;
    Lookout lookout_;
};

}  // namespace tetherlab::bench
