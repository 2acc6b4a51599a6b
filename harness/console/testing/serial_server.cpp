// SPDX-License-Identifier: Apache-2.0
#include "harness/console/testing/serial_server.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <thread>

namespace tetherlab::console {
namespace {

constexpr base::Milliseconds kStartTime{10'000};

base::Argv start_line(const std::filesystem::path& folder, const std::string& accepter, std::uint16_t port,
                      const std::filesystem::path& device) {
    const std::filesystem::path file = folder / "ser2net.yaml";
    base::write_file(file, fmt::format("%YAML 1.1\n---\n"
                                       "connection: &router\n"
                                       "  accepter: {},127.0.0.1,{}\n"
                                       "  connector: serialdev,{},9600n81,local\n",
                                       accepter, port, device.string()));
    return {"ser2net", "-n", "-u", "-c", file.string()};
}

// Not by a connection: ser2net serves one at a time. State 0A is TCP_LISTEN (net/tcp_states.h).
bool is_listening(std::uint16_t port) {
    return base::read_file("/proc/self/net/tcp")
               .find(fmt::format("0100007F:{:04X} 00000000:0000 0A", port)) != std::string::npos;
}

}  // namespace

TcpAddress free_address() {
    const base::UniqueFd fd(base::check(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "make", "socket"));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    base::check(::bind(fd.get(), generic, size), "bind", "socket");
    base::check(::getsockname(fd.get(), generic, &size), "read name of", "socket");
    return {"127.0.0.1", ntohs(address.sin_port)};
}

SerialServer::SerialServer(const std::string& accepter, const std::filesystem::path& device)
    : address_(free_address()), ser2net_(start_line(folder_.path(), accepter, address_.port, device), {}) {
    const base::Deadline deadline(kStartTime);
    // ser2net tells nobody when it listens.
    while (!is_listening(address_.port)) {
        if (deadline.expired()) base::throw_timeout("ser2net to listen", deadline);
        std::this_thread::yield();
    }
}

}  // namespace tetherlab::console
