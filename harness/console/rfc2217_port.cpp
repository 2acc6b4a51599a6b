// SPDX-License-Identifier: Apache-2.0
#include "harness/console/rfc2217_port.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/unix_socket.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <utility>

namespace tetherlab::console {
namespace {

constexpr std::uint32_t kNoFlowControl = 1;  // the value of kControl, RFC 2217

bool send_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

// Nothing at the end of the stream.
std::string receive_some(int fd) {
    std::array<char, 4096> buffer{};
    ssize_t n = 0;
    do n = ::recv(fd, buffer.data(), buffer.size(), 0);
    while (n < 0 && errno == EINTR);
    return {buffer.data(), n < 0 ? 0 : static_cast<std::size_t>(n)};
}

}  // namespace

Rfc2217Port::Rfc2217Port(const Rfc2217Address& address, const base::Deadline& deadline)
    : name_(address.server.to_text()), server_(connect_tcp(address.server, deadline)) {
    send_all(server_.get(), telnet_.opening());
    await(
        "speak RFC 2217", [this] { return telnet_.agreed(); }, deadline);
    set_up(address.baud, deadline);

    base::SocketPair ends = base::make_socket_pair();
    ours_ = std::move(ends.ours);
    stream_ = std::move(ends.theirs);
    pump_ = std::thread([this] { pump(); });
}

Rfc2217Port::~Rfc2217Port() {
    ::shutdown(server_.get(), SHUT_RDWR);
    ::shutdown(ours_.get(), SHUT_RDWR);
    pump_.join();
}

void Rfc2217Port::set_up(int baud, const base::Deadline& deadline) {
    struct Wish {
        Telnet::Setting setting;
        std::uint32_t value;
        const char* name;
    };

    const std::array<Wish, 5> wishes{{{Telnet::Setting::kBaudRate, static_cast<std::uint32_t>(baud), "baud"},
                                      {Telnet::Setting::kDataSize, 8, "data bits"},
                                      {Telnet::Setting::kParity, 1, "as parity (none)"},
                                      {Telnet::Setting::kStopSize, 1, "stop bits"},
                                      {Telnet::Setting::kControl, kNoFlowControl, "as flow control (none)"}}};
    for (const Wish& wish : wishes) send_all(server_.get(), Telnet::set(wish.setting, wish.value));
    for (const Wish& wish : wishes) {
        await(
            fmt::format("set {} {}", wish.value, wish.name),
            [&] { return telnet_.setting(wish.setting).has_value(); }, deadline);
        const std::uint32_t got = telnet_.setting(wish.setting).value();
        if (got == wish.value) continue;
        throw base::Error(fmt::format("set {} {} on", wish.value, wish.name), name_,
                          fmt::format("it says {}", got));
    }
}

void Rfc2217Port::await(const std::string& what, const std::function<bool()>& over,
                        const base::Deadline& deadline) {
    while (!over()) {
        pollfd item{server_.get(), POLLIN, 0};
        const int ready = ::poll(&item, 1, deadline.poll_timeout());
        if (ready == 0) base::throw_timeout(fmt::format("{} to {}", name_, what), deadline);
        if (ready < 0) continue;
        const std::string bytes = receive_some(server_.get());
        if (bytes.empty()) throw base::Error("open", name_, "it has closed the connection");
        const Telnet::Input input = telnet_.receive(bytes);
        early_ += input.data;
        send_all(server_.get(), input.replies);
        if (const auto refused = telnet_.refused()) {
            throw base::Error("open", name_,
                              fmt::format("it refuses {} and does not serve RFC 2217", *refused));
        }
    }
}

void Rfc2217Port::pump() {
    bool both = send_all(ours_.get(), std::exchange(early_, {}));
    while (both) {
        std::array<pollfd, 2> items{{{server_.get(), POLLIN, 0}, {ours_.get(), POLLIN, 0}}};
        if (::poll(items.data(), items.size(), -1) < 0) continue;
        both = (items[0].revents == 0 || from_server()) && (items[1].revents == 0 || from_user());
    }
    ::shutdown(ours_.get(), SHUT_RDWR);
    ::shutdown(server_.get(), SHUT_RDWR);
}

bool Rfc2217Port::from_server() {
    const std::string bytes = receive_some(server_.get());
    if (bytes.empty()) return false;
    const Telnet::Input input = telnet_.receive(bytes);
    return send_all(server_.get(), input.replies) && send_all(ours_.get(), input.data);
}

bool Rfc2217Port::from_user() {
    const std::string bytes = receive_some(ours_.get());
    return !bytes.empty() && send_all(server_.get(), Telnet::escape(bytes));
}

}  // namespace tetherlab::console
