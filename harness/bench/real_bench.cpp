// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/real_bench.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "gadget/lan/internet.hpp"
#include "harness/bench/netns.hpp"
#include "harness/flash/flash.hpp"

#include <fmt/format.h>

#include <future>

namespace tetherlab::bench {
namespace {

constexpr base::Milliseconds kOpenTime{10'000};    // of the serial line
constexpr base::Milliseconds kSettleTime{10'000};  // for the lab host to change its address
constexpr base::Milliseconds kAnswerTime{20'000};  // of the router's shell

// Between two attempts to reach the router's ssh when its console is silent, as after a network restart.
constexpr base::Milliseconds kRetryTime{500};

// Where a router may be that an earlier run has moved: at the first address of each network that this machine
// has on the cable.
std::vector<std::string> other_addresses(const Hardware& hardware, const router::Ipv4Interface& lan) {
    std::vector<std::string> others;
    for (const router::Ipv4Interface& own : hardware.lab.addresses) {
        const std::string first = first_of_network(own).address;
        if (first != lan.address && first != own.address) others.push_back(first);
    }
    return others;
}

std::optional<router::Dialogue> dialogue_of(const board::Board& board) {
    return board.tftp ? std::optional(board.tftp->dialogue) : std::nullopt;
}

}  // namespace

std::filesystem::path bench_folder(const Hardware& hardware) {
    return runs_folder().parent_path() / "benches" / hardware.lab.interface;
}

RealBench::RealBench(const Parts& parts)
    : file_(parts.file),
      hardware_(parts.file.hardware.value()),
      run_(parts.run),
      log_(parts.log),
      lock_(parts.folder),
      network_(run_, hardware_.lab),
      traffic_(network_.client(), "eth0", log_),
      round_trips_(network_.client(), lan::kWebAddress, log_),
      serial_(console::open_link(hardware_.serial, base::Deadline(kOpenTime))),
      console_(log_),
      gadget_host_({hardware_.gadget, run_.path() / "gadget-ssh.log", log_}),
      power_(hardware_.power, console_, log_, parts.patience),
      boot_loader_(console_, dialogue_of(hardware_.board)),
      shell_(shell_options()),
      router_({power_, console_, boot_loader_, shell_, log_}),
      client_(network_, run_),
      lookout_(shell_, client_, lab_urls()) {
    const std::stop_callback end(parts.stop, [this] { abort(); });
    start(parts.stop);
}

RealBench::~RealBench() = default;

std::set<std::string> RealBench::capabilities() {
    std::set<std::string> all = SshGadgetHost::capabilities();
    all.insert({"flash.sysupgrade", "power"});
    return all;
}

void RealBench::start(const std::stop_token& stop) {
    // Whatever was started before a stop request was heard would not be ended by it.
    if (stop.stop_requested()) throw base::Error("make", "bench", "asked to stop");
    console_.attach(std::move(serial_.stream));
    gadget_host_.meet(base::Deadline(file_.times.gadget_boot));
    network_.follow(file_.lan, base::Deadline(kSettleTime));
    event::step(log_, "router: cut its power", [this] { power_.off(); });
    const router::State state =
        router_.bring_to(router::State::kShell, base::Deadline(file_.times.router_boot));
    if (state != router::State::kShell) {
        throw base::Error("boot", "router from its flash",
                          fmt::format("{}: {}", to_text(state), router_.trouble()));
    }
    check_identity();
}

// Whatever else is on the cable must not be flashed with this board's images.
void RealBench::check_identity() {
    const std::string name(
        base::trim(router::run_checked(shell_, "cat /tmp/sysinfo/board_name", base::Deadline(kAnswerTime))));
    if (name != board().name)
        throw base::Error("use", "the router",
                          fmt::format("it is a {}, and the bench file is for a {}", name, board().name));
}

flash::RecoveryLab RealBench::recovery_lab() const {
    const WaysBack& ways = hardware_.ways_back;
    flash::RecoveryLab lab{.in_network = netns::prefix(network_.lab()),
                           .run_dir = run_.path(),
                           .tftp = {},
                           .page = {},
                           .time = file_.times.recovery,
                           .stop = stop_.get_token()};
    if (ways.initramfs) {
        const router::Ipv4Interface& router = hardware_.board.tftp.value().address;
        lab.tftp = flash::TftpSystem{.kernel = *ways.initramfs,
                                     .initrd = ways.initrd.value_or(""),
                                     .server_address = neighbour(router, hardware_.lab.addresses).address,
                                     .router_address = router.address};
    }
    if (ways.page_image) {
        const board::WebRecovery& web = hardware_.board.web.value();
        lab.page = flash::PageImage{.url = "http://" + web.address.address + "/",
                                    .router_address = web.address.address,
                                    .field = web.field,
                                    .image = *ways.page_image,
                                    .press_reset = ways.press_reset};
    }
    return lab;
}

router::SshShell::Options RealBench::shell_options() {
    return {.address = file_.lan.address,
            .fallback_addresses = other_addresses(hardware_, file_.lan),
            .known_hosts = lock_.known_hosts(),
            .run_dir = run_.path(),
            .in_network = netns::prefix(network_.lab()),
            .await_change = [this](const base::Deadline& deadline) {
                console_.await_output(deadline.within(kRetryTime));
            }};
}

// The firmware that was written makes a new host key, which is believed once.
flash::Outcome RealBench::flash(const std::filesystem::path& image, const base::Deadline& deadline) {
    const auto follow_router = [this](const std::string& address) {
        std::filesystem::remove(lock_.known_hosts());
        follow({address, file_.lan.prefix}, base::Deadline(kSettleTime));
    };
    lookout_.lan_changed();
    const flash::Target target{
        .router = router_, .shell = shell_, .log = log_, .board = board(), .follow = follow_router};
    return flash::flash(target, recovery_lab(), image, image::Settings::kDiscard, deadline);
}

void RealBench::follow(const router::Ipv4Interface& router_lan, const base::Deadline& deadline) {
    network_.follow(router_lan, deadline);
    shell_.reconnect(router_lan.address);
    lookout_.lan_changed();
}

observe::Facts RealBench::look(const observe::Needs& needs, const base::Deadline& deadline) {
    return lookout_.look(needs, deadline);
}

void RealBench::abort() noexcept {
    stop_.request_stop();
    try {
        gadget_host_.abort();
        network_.kill_processes();
        console_.hang_up("the run was asked to stop");
    } catch (const std::exception&) {
        // Every wait has a deadline besides.
    }
}

}  // namespace tetherlab::bench
