// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/daemon.hpp"

#include "gadget/agent/emulated_hotspot.hpp"
#include "gadget/agent/server.hpp"
#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "gadget/base/unique_fd.hpp"
#include "gadget/base/unix_socket.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

namespace tetherlab::agent {
namespace {

constexpr const char* kLockFile = "/run/tetherlab-gadget.lock";
constexpr base::Milliseconds kCleanTime{30'000};

// Two agents would take each other's gadget for a leftover. The kernel drops the lock with the process.
base::UniqueFd lock_machine() {
    base::UniqueFd file(
        base::check(::open(kLockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0600), "open", kLockFile));
    if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return file;
    if (errno == EWOULDBLOCK) throw base::Error("lock", kLockFile, "another agent is running");
    base::throw_errno("lock", kLockFile);
}

// Readable when the program is asked to end. Before there are threads, so that all of them block these
// signals.
base::UniqueFd take_signals() {
    ::signal(SIGPIPE, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
    base::check(::sigprocmask(SIG_BLOCK, &signals, nullptr), "block", "signals");
    return base::UniqueFd(base::check(::signalfd(-1, &signals, SFD_CLOEXEC), "make", "signalfd"));
}

// Only this user may connect.
base::UniqueFd listen_privately(const std::string& path) {
    const mode_t old = ::umask(0077);
    base::UniqueFd listener = base::listen_on(path);  // the program ends if this throws
    ::umask(old);
    return listener;
}

// The next peer, or an empty descriptor when the program is to end.
base::UniqueFd accept_peer(const base::UniqueFd& listener, const base::UniqueFd& stop) {
    for (;;) {
        std::array<pollfd, 2> items{{{listener.get(), POLLIN, 0}, {stop.get(), POLLIN, 0}}};
        if (::poll(items.data(), items.size(), -1) < 0) continue;  // EINTR
        if (items[1].revents != 0) return {};
        base::UniqueFd peer(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (peer) return peer;
    }
}

Server::End serve(int in, int out, const DaemonOptions& options, const base::UniqueFd& stop) {
    LineChannel channel(in, out);
    Outbox outbox(channel);
    EmulatedHotspot hotspot(options.udc,
                            {.on_state = [&](const std::string& state) { post_state(outbox, state); },
                             .on_fault = [&](const fault::Report& report) { post_fault(outbox, report); },
                             .on_trouble = [&](const std::string& what) { post_trouble(outbox, what); }});
    return Server(channel, outbox, hotspot, stop.get()).serve();
}

void serve_socket(const DaemonOptions& options, const base::UniqueFd& stop) {
    const base::UniqueFd listener = listen_privately(options.socket);
    Server::End end = Server::End::kPeerGone;
    while (end == Server::End::kPeerGone) {
        const base::UniqueFd peer = accept_peer(listener, stop);
        if (!peer) break;
        end = serve(peer.get(), peer.get(), options, stop);
    }
    ::unlink(options.socket.c_str());
}

}  // namespace

void run_daemon(const DaemonOptions& options) {
    const base::UniqueFd lock = lock_machine();
    const base::UniqueFd stop = take_signals();
    const std::vector<std::string> removed = EmulatedHotspot::remove_leftovers(base::Deadline(kCleanTime));
    if (!removed.empty()) {
        fmt::print(stderr, "tetherlab-gadget: removed what a predecessor left: {}\n",
                   base::join(removed, ", "));
    }
    if (!options.socket.empty()) return serve_socket(options, stop);
    serve(STDIN_FILENO, STDOUT_FILENO, options, stop);
}

}  // namespace tetherlab::agent
