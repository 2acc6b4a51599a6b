// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/bench.hpp"
#include "harness/bench/bench_file.hpp"
#include "harness/bench/dhcp_client.hpp"
#include "harness/bench/gadget_host.hpp"
#include "harness/bench/lab_network.hpp"
#include "harness/bench/lookout.hpp"
#include "harness/bench/real_hotspot.hpp"
#include "harness/bench/round_trip_meter.hpp"
#include "harness/bench/run_directory.hpp"
#include "harness/bench/snapshot.hpp"
#include "harness/bench/traffic_meter.hpp"
#include "harness/bench/virtual_machines.hpp"
#include "harness/console/socket_console.hpp"
#include "harness/event/event.hpp"
#include "harness/power/qemu_router.hpp"
#include "harness/router/malta_uboot.hpp"
#include "harness/router/router.hpp"
#include "harness/router/ssh_shell.hpp"

#include <filesystem>
#include <future>
#include <map>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace tetherlab::bench {

// The bench without hardware: gadget VM and router are QEMUs in a network of their own, and the wire between
// them is usb-redir over a unix socket. Or a real hotspot is plugged into this machine, in place of the
// gadget VM. The router works on its own copy of the factory's flash. Construction boots both at once, or
// lets both go on from a snapshot, and returns with a shell on the router. It has to be made on a thread that
// outlives it: the kernel ends its processes with that thread.
class VirtualBench : public Bench {
public:
    // What a bench has besides: nothing, or iperf3 in the gadget VM and a QEMU usb-net in the router's second
    // port, whose cable ends at kUsbNetPeer in the lab's namespace.
    enum class Equipment { kPlain, kWireBenchmark };

    static constexpr auto kUsbNetPeer = "192.0.2.1";

    struct Parts {
        const BenchFile& file;
        std::filesystem::path images;  // lab/virtual/images says what is in there
        RunDirectory& run;             // has to outlive the bench, and so does the log
        event::Log& log;
        std::stop_token stop;  // ends the construction with base::Error
        Equipment equipment = Equipment::kPlain;
        std::optional<Snapshot> from = {};     // what a plain bench goes on from; nothing: it boots
        std::filesystem::path save_into = {};  // for save(), a folder; empty for a bench that is to be used
    };

    explicit VirtualBench(const Parts& parts);
    ~VirtualBench() override;

    // What such a bench can do, known before there is one.
    static std::set<std::string> capabilities(const BenchFile& file);

    router::Shell& shell() override { return shell_; }

    Hotspot& hotspot() override {
        if (real_hotspot_) return *real_hotspot_;
        return *gadget_host_;
    }

    LanClient& client() override { return client_; }

    // For what scenarios have no word for: cutting the power, talking to the boot loader.
    router::Router& router() { return router_; }

    power::Power& power() { return power_; }

    console::SocketConsole& console() { return console_; }

    flash::Outcome flash(const std::filesystem::path& image, const base::Deadline& deadline) override;
    void follow(const router::Ipv4Interface& router_lan, const base::Deadline& deadline) override;
    observe::Facts look(const observe::Needs& needs, const base::Deadline& deadline) override;

    const image::Board& board() const override { return board_; }

    // Writes everything of the bench that a snapshot has into the folder `save_into`, and returns how long
    // the router has had its power. The bench can only be destroyed afterwards. Throws base::Error.
    base::Milliseconds save();

    // Where the lab host's programs run.
    const std::string& lab_namespace() const { return network_.lab(); }

    const std::vector<Substitution>& substitutions() const override { return substitutions_; }

    std::map<std::string, std::string> versions() const override { return versions_; }

    void abort() noexcept override;

private:
    void start(const std::stop_token& stop);
    std::future<void> start_gadget_host(const std::stop_token& stop);
    void add_equipment();
    void boot_router();
    void resume_router();
    void await_end_of_ssh(const base::Deadline& deadline);
    std::optional<power::SnapshotParts> snapshot_parts(const std::string& machine) const;
    InRun in_run() const;
    power::GadgetVmParts gadget_parts() const;
    RealHotspot::Parts hotspot_parts() const;
    power::QemuRouter::Options router_options() const;
    router::SshShell::Options shell_options();

    const BenchFile& file_;
    std::filesystem::path images_;
    RunDirectory& run_;
    event::Log& log_;
    Equipment equipment_;
    std::optional<Snapshot> from_;
    std::filesystem::path save_into_;
    image::Board board_;
    std::stop_source stop_;  // of a walk down
    std::vector<Substitution> substitutions_;
    std::map<std::string, std::string> versions_;

    // In the order they are made; destroyed in reverse.
    LabNetwork network_;
    TrafficMeter traffic_;        // of the LAN client
    RoundTripMeter round_trips_;  // of the LAN client, to the internet
    console::SocketConsole console_;
    std::optional<RealHotspot> real_hotspot_;
    std::optional<GadgetHost> gadget_host_;  // without a real hotspot
    power::QemuRouter power_;
    router::MaltaUboot boot_loader_;
    router::SshShell shell_;
    router::Router router_;
    DhcpClient client_;
    Lookout lookout_;
};

}  // namespace tetherlab::bench
