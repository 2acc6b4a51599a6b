// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/web_server.hpp"

#include "gadget/base/error.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <utility>
#include <vector>

namespace tetherlab::lan {
namespace {

constexpr std::size_t kMostClients = 64;  // more wait in the listen queue

// What bodies are made of.
const std::string& zeros() {
    static const std::string text(65536, '\0');
    return text;
}

enum class Progress { kWaiting, kDone };

// One client: its request comes in, then head and body go out.
class Connection {
public:
    // `answer` outlives it.
    Connection(base::UniqueFd socket, const WebServer::Answer& answer)
        : socket_(std::move(socket)), answer_(&answer) {}

    pollfd poll_item() const { return {socket_.get(), static_cast<short>(answering_ ? POLLOUT : POLLIN), 0}; }

    // Call it when poll_item() is ready.
    Progress proceed() { return answering_ ? send() : receive(); }

private:
    Progress receive() {
        std::array<char, 2048> buffer{};
        const ssize_t n = ::recv(socket_.get(), buffer.data(), buffer.size(), 0);
        if (n <= 0) return n < 0 && errno == EAGAIN ? Progress::kWaiting : Progress::kDone;
        text_.append(buffer.data(), static_cast<std::size_t>(n));
        if (const auto answer = (*answer_)(text_)) {
            answering_ = true;
            text_ = answer->head;
            body_left_ = answer->body_size;
            return send();
        }
        return Progress::kWaiting;
    }

    Progress send() {
        while (!text_.empty() || body_left_ > 0) {
            const bool head = !text_.empty();
            const std::size_t size =
                head ? text_.size() : std::min<std::uint64_t>(zeros().size(), body_left_);
            const ssize_t n = ::send(socket_.get(), head ? text_.data() : zeros().data(), size, MSG_NOSIGNAL);
            if (n < 0) return errno == EAGAIN ? Progress::kWaiting : Progress::kDone;
            if (head)
                text_.erase(0, static_cast<std::size_t>(n));
            else
                body_left_ -= static_cast<std::uint64_t>(n);
        }
        ::shutdown(socket_.get(), SHUT_WR);
        return Progress::kDone;
    }

    base::UniqueFd socket_;
    const WebServer::Answer* answer_;
    std::string text_;  // the request so far, then what is left of the head
    std::uint64_t body_left_ = 0;
    bool answering_ = false;
};

base::UniqueFd listen_on(std::uint16_t port) {
    base::UniqueFd socket(
        base::check(::socket(AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), "open", "web socket"));
    const int on = 1;
    const int off = 0;
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_addr = in6addr_any;
    address.sin6_port = htons(port);
    const std::string object = "web port " + std::to_string(port);
    base::check(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), "bind",
                object);
    base::check(::listen(socket.get(), SOMAXCONN), "listen on", object);
    return socket;
}

std::uint16_t port_of(const base::UniqueFd& socket) {
    sockaddr_in6 address{};
    socklen_t size = sizeof address;
    base::check(::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size), "read",
                "web port");
    return ntohs(address.sin6_port);
}

// Until `stop` is readable.
void serve(int listener, int stop, const WebServer::Answer& answer) {
    std::vector<Connection> connections;
    for (;;) {
        std::vector<pollfd> items{{stop, POLLIN, 0},
                                  {connections.size() < kMostClients ? listener : -1, POLLIN, 0}};
        for (const Connection& connection : connections) items.push_back(connection.poll_item());
        if (::poll(items.data(), items.size(), -1) < 0) continue;  // EINTR
        if (items[0].revents != 0) return;
        for (std::size_t i = connections.size(); i-- > 0;) {  // backwards: erasing keeps the earlier indices
            if (items[i + 2].revents != 0 && connections[i].proceed() == Progress::kDone) {
                connections.erase(connections.begin() + static_cast<std::ptrdiff_t>(i));
            }
        }
        if (items[1].revents == 0) continue;
        base::UniqueFd client(::accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (client) connections.emplace_back(std::move(client), answer);
    }
}

}  // namespace

WebServer::WebServer(std::uint16_t port, Answer answer)
    : answer_(std::move(answer)),
      listener_(listen_on(port)),
      stop_(base::check(::eventfd(0, EFD_CLOEXEC), "make", "eventfd")),
      port_(port_of(listener_)),
      thread_(serve, listener_.get(), stop_.get(), std::cref(answer_)) {}

WebServer::~WebServer() {
    ::eventfd_write(stop_.get(), 1);
    thread_.join();
}

}  // namespace tetherlab::lan
