// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/bench.hpp"
#include "harness/bench/bench_file.hpp"
#include "harness/bench/bench_lock.hpp"
#include "harness/bench/dhcp_client.hpp"
#include "harness/bench/lab_network.hpp"
#include "harness/bench/lookout.hpp"
#include "harness/bench/round_trip_meter.hpp"
#include "harness/bench/router_supply.hpp"
#include "harness/bench/run_directory.hpp"
#include "harness/bench/ssh_gadget_host.hpp"
#include "harness/bench/traffic_meter.hpp"
#include "harness/console/link.hpp"
#include "harness/console/socket_console.hpp"
#include "harness/event/event.hpp"
#include "harness/router/auto_boot.hpp"
#include "harness/router/router.hpp"
#include "harness/router/ssh_shell.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace tetherlab::bench {

// The folder in which a bench with hardware keeps what outlives its runs. One for each interface that is
// cabled to a router, whatever the bench file is called. Throws as runs_folder().
std::filesystem::path bench_folder(const Hardware& hardware);

// The bench on a desk: a router with its power switch and serial console, and a gadget host that is reached
// by ssh. Construction cuts the router's power, lets it boot whatever is on its flash, and returns with a
// shell on it; the router keeps its power and its settings when the bench goes. It has to be made on a thread
// that outlives it: the kernel ends its processes with that thread.
class RealBench : public Bench {
public:
    struct Parts {
        const BenchFile& file;         // with hardware
        std::filesystem::path folder;  // bench_folder()
        RunDirectory& run;             // has to outlive the bench, and so does the log
        event::Log& log;
        std::stop_token stop;  // ends the construction with base::Error
        RouterSupply::Patience patience = {};
    };

    // Throws base::Error for what does not answer, base::TimeoutError.
    explicit RealBench(const Parts& parts);
    ~RealBench() override;

    // What such a bench can do, known before there is one.
    static std::set<std::string> capabilities();

    router::Shell& shell() override { return shell_; }

    Hotspot& hotspot() override { return gadget_host_; }

    LanClient& client() override { return client_; }

    flash::Outcome flash(const std::filesystem::path& image, const base::Deadline& deadline) override;
    void follow(const router::Ipv4Interface& router_lan, const base::Deadline& deadline) override;
    observe::Facts look(const observe::Needs& needs, const base::Deadline& deadline) override;

    const image::Board& board() const override { return hardware_.board.image; }

    // None: everything is what it stands for.
    const std::vector<Substitution>& substitutions() const override { return substitutions_; }

    std::map<std::string, std::string> versions() const override { return gadget_host_.versions(); }

    void abort() noexcept override;

private:
    void start(const std::stop_token& stop);
    void check_identity();
    flash::RecoveryLab recovery_lab() const;
    router::SshShell::Options shell_options();

    const BenchFile& file_;
    const Hardware& hardware_;
    RunDirectory& run_;
    event::Log& log_;
    std::vector<Substitution> substitutions_;
    std::stop_source stop_;  // of a walk down

    // In the order they are made; destroyed in reverse.
    BenchLock lock_;
    LabNetwork network_;
    TrafficMeter traffic_;        // of the LAN client
    RoundTripMeter round_trips_;  // of the LAN client, to the internet
    console::OpenLink serial_;
    console::SocketConsole console_;
    SshGadgetHost gadget_host_;
    RouterSupply power_;
    router::AutoBoot boot_loader_;
    router::SshShell shell_;
    router::Router router_;
    DhcpClient client_;
    Lookout lookout_;
};

}  // namespace tetherlab::bench
