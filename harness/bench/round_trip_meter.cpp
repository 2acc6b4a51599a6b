// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/round_trip_meter.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/unique_fd.hpp"
#include "gadget/lan/namespace.hpp"
#include "harness/bench/icmp_echo.hpp"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <optional>
#include <stop_token>
#include <utility>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr auto kPeriod = 1s;

// One that is asked for answers, by a raw socket of the namespace it is made in. Throws base::Error.
class Peer {
public:
    explicit Peer(const std::string& address)
        : socket_(base::check(::socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_ICMP),
                              "open", "a socket for ICMP")) {
        address_.sin_family = AF_INET;
        if (::inet_pton(AF_INET, address.c_str(), &address_.sin_addr) != 1)
            throw base::Error("read", address, "expected an IPv4 address");
    }

    int fd() const { return socket_.get(); }

    // Where it cannot be sent, as without a route, no answer comes.
    void ask() {
        const icmp_echo::Packet packet = icmp_echo::request(identifier_, sequence_++, base::Clock::now());
        ::sendto(socket_.get(), packet.data(), packet.size(), 0, reinterpret_cast<const sockaddr*>(&address_),
                 sizeof address_);
    }

    // Of the next packet that is here, if that is an answer.
    std::optional<Milliseconds> take_answer() {
        std::array<std::uint8_t, 2048> buffer{};
        const ssize_t size = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
        if (size < 0) return std::nullopt;
        const auto sent = icmp_echo::answers({buffer.data(), static_cast<std::size_t>(size)}, identifier_);
        return sent ? std::optional<Milliseconds>(base::Clock::now() - *sent) : std::nullopt;
    }

private:
    base::UniqueFd socket_;
    sockaddr_in address_{};
    std::uint16_t identifier_ = static_cast<std::uint16_t>(::getpid());
    std::uint16_t sequence_ = 0;
};

void tell(event::Log& log, const nlohmann::json& ms) {
    log.emit(event::Kind::kObservation, "round-trip", {{"ms", ms}});
}

void measure(const std::stop_token& stop, const base::UniqueFd& stopped, Peer& peer, event::Log& log) {
    const std::stop_callback wake(stop, [&stopped] { ::eventfd_write(stopped.get(), 1); });
    bool answering = false;
    while (!stop.stop_requested()) {
        const base::Deadline next(kPeriod);
        bool answered = false;
        peer.ask();
        std::array<pollfd, 2> ready{pollfd{stopped.get(), POLLIN, 0}, pollfd{peer.fd(), POLLIN, 0}};
        while (!stop.stop_requested() && ::poll(ready.data(), ready.size(), next.poll_timeout()) > 0) {
            const auto took = peer.take_answer();
            if (took) tell(log, took->count());
            answered = answered || took;
        }
        if (answering && !answered && !stop.stop_requested()) tell(log, nullptr);
        answering = answered;
    }
}

}  // namespace

RoundTripMeter::RoundTripMeter(const std::string& network_namespace, const std::string& address,
                               event::Log& log) {
    std::optional<Peer> peer;
    lan::Namespace::enter(network_namespace, [&] { peer.emplace(address); });
    base::UniqueFd stopped(base::check(::eventfd(0, EFD_CLOEXEC), "make", "an eventfd"));
    thread_ = std::jthread([peer = std::move(*peer), stopped = std::move(stopped), &log](
                               const std::stop_token& stop) mutable { measure(stop, stopped, peer, log); });
}

}  // namespace tetherlab::bench
