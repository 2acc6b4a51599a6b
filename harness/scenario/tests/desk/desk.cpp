// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/tests/desk/desk.hpp"

#include "gadget/base/bytes.hpp"
#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "gadget/base/unix_socket.hpp"
#include "harness/bench/file_clone.hpp"
#include "harness/bench/netns.hpp"
#include "harness/bench/virtual_machines.hpp"
#include "harness/image/board.hpp"
#include "harness/image/loader_slice.hpp"
#include "harness/power/qemu_process.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tetherlab::scenario::testing {
namespace {

namespace fs = std::filesystem;

constexpr base::Milliseconds kTime{20'000};
constexpr base::Milliseconds kPiTime{90'000};  // to boot; 5 s on an idle machine
constexpr auto kPrompt = "maltael # ";
constexpr base::Milliseconds kCountdown{2'000};

constexpr auto kBoardFile = "board.yaml";

// image::virtual_dir_3040(), and how this U-Boot is asked for a system.
constexpr auto kBoard = R"(name: dlink,dir-3040-a1
model: the desk's DIR-3040
target: ramips/mt7621
compat-version: "1.1"
kernel: {product: DIR-3040, software: V1.00000, hardware: A1}
flash: {kernel-size: 0x600000, partitions: [{name: firmware, offset: 0x180000, size: 0x2800000}]}
console: {baud: 57600}
ports: {lan: [lan1], wan: wan}
recovery:
  tftp:
    address: 192.168.1.1/24
    dialogue:
      - {wait: stop autoboot, type: " "}
      - {wait: "maltael # ", type: "setenv ipaddr {router}\r"}
      - {wait: "maltael # ", type: "setenv serverip {server}\r"}
      - {wait: "maltael # ", type: "tftpboot 84000000 {kernel}\r"}
      - {wait: "Bytes transferred", type: ""}
      - {wait: "maltael # ", type: "tftpboot 86000000 {initrd}\r"}
      - {wait: "Bytes transferred", type: ""}
      - wait: "maltael # "
        type: "setenv bootargs memsize=268435456 rd_start=0x86000000 rd_size=0x${filesize} console=ttyS0,57600 panic=1\r"
      - {wait: "maltael # ", type: "bootm 84000000\r"}
    failures: [Retry count exceeded]
)";

// Says a word to the PDU and prints what it answers.
constexpr auto kPduScript =
    R"(exec 3<>/dev/tcp/127.0.0.1/$1 && echo "$2" >&3 && read -r said <&3 && echo "$said")";

Listener listen_on_loopback() {
    Listener listener{
        base::UniqueFd(base::check(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "make", "socket"))};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    base::check(::bind(listener.fd.get(), generic, size), "bind", "socket");
    base::check(::listen(listener.fd.get(), 4), "listen on", "socket");
    base::check(::getsockname(listener.fd.get(), generic, &size), "look at", "socket");
    listener.port = ntohs(address.sin_port);
    return listener;
}

base::UniqueFd accept(const base::UniqueFd& listener) {
    return base::UniqueFd(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
}

// Empty when the other side has closed.
std::string receive(const base::UniqueFd& fd) {
    std::array<char, 4096> buffer{};
    const ssize_t n = ::read(fd.get(), buffer.data(), buffer.size());
    return {buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(n, 0))};
}

void send(const base::UniqueFd& fd, std::string_view bytes) {
    while (fd && !bytes.empty()) {
        const ssize_t n = ::send(fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
}

// As a list of YAML.
std::string words(const base::Argv& argv) {
    std::vector<std::string> quoted;
    for (const std::string& word : argv)
        quoted.push_back("'" + base::join(base::split(word, '\''), "''") + "'");
    return "[" + base::join(quoted, ", ") + "]";
}

}  // namespace

Desk::Desk(fs::path images, bench::RunDirectory& run)
    : images_(std::move(images)),
      run_(run),
      network_(run),
      interface_("tl" + run.id() + "-desk"),
      ssh_port_(listen_on_loopback().port),
      serial_(listen_on_loopback()),
      pdu_(listen_on_loopback()),
      router_(bench::router_machine(images_, [&run](std::string_view name) { return run.socket(name); })),
      pi_(start_pi()),
      wake_(base::check(::eventfd(0, EFD_CLOEXEC), "make", "eventfd")),
      console_listener_(base::listen_on(router_.console)) {
    connect_cable();
    write_programs();
    write_board();
    bench::clone_file(images_ / "router/flash.img", router_.flash);
    await_pi();
    thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
}

Desk::~Desk() {
    thread_.request_stop();
    ::eventfd_write(wake_.get(), 1);
}

std::string Desk::bench_file() const {
    return fmt::format(
        "bench: real\nboard: {}\nlan: 192.168.1.1/24\n"
        "serial: {{tcp: '127.0.0.1:{}'}}\n"
        "power: {{command: {{switch-on: {}, switch-off: {}, status: {}}}}}\n"
        "network: {{interface: {}, addresses: [192.168.1.2/24, 192.168.8.2/24]}}\n"
        "gadget: {{host: 127.0.0.1, port: {}, udc: tether_udc.0}}\n"
        "recovery: {{initramfs: {}, initrd: {}}}\n",
        (run_.path() / kBoardFile).string(), serial_.port, words(pdu("on")), words(pdu("off")),
        words(pdu("status")), interface_, ssh_port_, (images_ / "router/kernel.uimage").string(),
        (images_ / "router/recovery.cpio.gz").string());
}

std::string Desk::power() const {
    return std::string(base::trim(base::run_checked(pdu("status"), base::Deadline(kTime))));
}

void Desk::erase_kernel() const {
    base::run_checked({"dd", "if=/dev/zero", "of=" + router_.flash.string(), "bs=128k", "count=1",
                       fmt::format("seek={}", image::virtual_dir_3040().firmware_offset / image::kNandBlock),
                       "conv=notrunc"},
                      base::Deadline(kTime));
}

base::Argv Desk::pdu(const std::string& order) const {
    return {"bash", "-c", kPduScript, "pdu", std::to_string(pdu_.port), order};
}

void Desk::connect_cable() {
    const base::Deadline deadline(kTime);
    base::run_checked(
        {"ip", "link", "add", interface_, "type", "veth", "peer", "name", "desk", "netns", network_.lab()},
        deadline);
    bench::netns::ip(network_.lab(), {"link set desk master br-lan up"}, deadline);
    base::run_checked({"ip", "link", "set", interface_, "addrgenmode", "none", "up"}, deadline);
}

void Desk::write_programs() const {
    fs::create_directory(programs());
    const fs::path config = run_.path() / "ssh_config";
    base::write_file(config, fmt::format("StrictHostKeyChecking accept-new\nUserKnownHostsFile {}\n",
                                         (run_.path() / "known_hosts").string()));
    base::write_file(programs() / "ssh",
                     fmt::format("#!/bin/sh\nexec /usr/bin/ssh -F '{}' \"$@\"\n", config.string()));
    fs::permissions(programs() / "ssh", fs::perms::owner_all);
}

void Desk::write_board() const {
    base::write_file(run_.path() / kBoardFile, kBoard);
}

// The kernel unpacks one archive after the other (early-userspace/buffer-format.rst): the PC for its dropbear
// and its network driver, the gadget VM over it.
void Desk::write_initrd(const fs::path& initrd) const {
    const fs::path tree = run_.path() / "pi";
    fs::create_directories(tree / "tests");
    fs::create_directories(tree / "etc");
    fs::copy_file(TETHERLAB_SOURCE_DIR "/harness/scenario/tests/desk/pi", tree / "tests/pi");
    base::write_file(tree / "etc/passwd", "root::0:0:root:/root:/bin/sh\ndnsmasq:x:99:99::/:/bin/false\n");
    const std::string own = base::run_checked(
        {"sh", "-c", "cd \"$1\" && find . | cpio --quiet -o -H newc -R 0:0 | gzip -1", "pack", tree},
        base::Deadline(kTime));
    base::write_file(initrd, base::read_file(images_ / "pc/initrd.gz") +
                                 base::read_file(images_ / "gadget-vm/initrd.gz") + own);
}

base::Child Desk::start_pi() const {
    power::GadgetVmParts vm = bench::gadget_machine(
        images_, [this](std::string_view name) { return run_.socket(name); }, power::WireKind::kUdc,
        power::Acceleration::kTcg);
    vm.initrd = run_.path() / "pi-initrd";
    write_initrd(vm.initrd);
    base::Argv argv;
    const base::Argv usual = power::gadget_argv(vm);
    for (std::size_t i = 0; i < usual.size(); ++i) {
        // Its agent has no port of its own.
        if (i + 1 < usual.size() && usual[i + 1].find("agent") != std::string::npos)
            ++i;
        else
            argv.push_back(usual[i] + (i > 0 && usual[i - 1] == "-append" ? " tetherlab.test=pi" : ""));
    }
    argv.insert(argv.end(),
                {"-netdev", fmt::format("user,id=lan,restrict=on,hostfwd=tcp:127.0.0.1:{}-:22", ssh_port_),
                 "-device", "virtio-net-pci,netdev=lan"});
    return power::start_qemu({}, argv, run_.path() / "pi-qemu.log", base::Scheduling::kNormal);
}

// While it boots, an attempt ends after five seconds.
void Desk::await_pi() const {
    base::Argv argv = bench::ssh_to({"127.0.0.1", "root", ssh_port_, ""});
    argv.front() = programs() / "ssh";
    argv.emplace_back("true");
    const base::Deadline deadline(kPiTime);
    while (!base::run(argv, deadline).status.success()) {
        if (deadline.expired()) base::throw_timeout("the Pi's ssh", deadline);
    }
}

void Desk::serve(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::array<pollfd, 7> items{{{wake_.get(), POLLIN, 0},
                                     {pdu_.fd.get(), POLLIN, 0},
                                     {serial_.fd.get(), POLLIN, 0},
                                     {console_listener_.get(), POLLIN, 0},
                                     {console_.get(), POLLIN, 0},
                                     {terminal_.get(), POLLIN, 0},
                                     {router_vm_ ? router_vm_->pidfd() : -1, POLLIN, 0}}};
        const int timeout = countdown_ ? countdown_->poll_timeout() : -1;
        if (::poll(items.data(), items.size(), timeout) < 0) continue;
        if (countdown_ && countdown_->expired()) boot_from_flash();
        if (items[4].revents != 0) pass_on_console();
        if (items[5].revents != 0) pass_on_serial();
        if (items[6].revents != 0 && !console_) follow_router();
        if (items[1].revents != 0) obey_pdu();
        if (items[2].revents != 0) terminal_ = accept(serial_.fd);
        if (items[3].revents != 0) console_ = accept(console_listener_);
    }
}

void Desk::obey_pdu() {
    const base::UniqueFd peer = accept(pdu_.fd);
    const std::string order = receive(peer);
    if (order == "on\n" && !router_vm_) start_router();
    if (order == "off\n") {
        countdown_.reset();
        router_vm_.reset();
        console_.reset();
    }
    send(peer, router_vm_ ? "on\n" : "off\n");
}

void Desk::start_router() {
    base::write_file(router_.kernel_slice,
                     base::as_text(image::read_loader_slice(router_.flash, image::virtual_dir_3040()).bytes));
    prompts_ = 0;
    countdown_.reset();
    asked_ = false;
    prompt_tail_.clear();
    router_vm_.emplace(power::start_qemu(bench::netns::prefix(network_.lab()), power::router_argv(router_),
                                         run_.path() / "router-qemu.log", base::Scheduling::kNormal));
}

// QEMU ends when the router resets, since it reads the kernel slice only when it starts.
void Desk::follow_router() {
    router_vm_.reset();
    if (loses_kernel_.exchange(false)) erase_kernel();
    start_router();
}

void Desk::pass_on_console() {
    const std::string said = receive(console_);
    if (said.empty()) return console_.reset();
    send(terminal_, said);
    boot_automatically(said);
}

void Desk::pass_on_serial() {
    const std::string typed = receive(terminal_);
    if (typed.empty()) return terminal_.reset();
    if (countdown_) {
        countdown_.reset();
        asked_ = true;
        send(console_, "\r");  // for another prompt
        return;
    }
    send(console_, typed);
}

void Desk::boot_automatically(std::string_view said) {
    prompt_tail_ += said;
    if (asked_ || prompt_tail_.find(kPrompt) == std::string::npos) return;
    prompt_tail_.clear();
    if (++prompts_ == 1) {
        send(terminal_, "Hit any key to stop autoboot: 2\r\n");
        countdown_.emplace(kCountdown);
    } else if (prompts_ == 2) {
        send(console_, "bootm 84000000\r");
    }
}

void Desk::boot_from_flash() {
    countdown_.reset();
    send(console_, fmt::format("setenv bootargs memsize=268435456 rd_start=0x86000000 rd_size={:#x} "
                               "console=ttyS0,57600 panic=1\r",
                               fs::file_size(images_ / "router/stage1.cpio.gz")));
}

}  // namespace tetherlab::scenario::testing
