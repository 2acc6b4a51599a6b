// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/tftp_server.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>

namespace tetherlab::flash {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;
using base::Deadline;

constexpr auto kAddress = "127.0.69.1";

// Asks for a file and returns the first packet of the answer (RFC 1350: opcode 1 asks, 3 is data, 5 an
// error).
std::string first_packet(const std::string& file) {
    const base::UniqueFd fd(base::check(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), "make", "socket"));
    const timeval limit{5, 0};
    ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_in server{};
    server.sin_family = AF_INET;
    server.sin_port = htons(69);
    ::inet_pton(AF_INET, kAddress, &server.sin_addr);
    const std::string request = "\0\1"s + file + "\0octet\0"s;
    ::sendto(fd.get(), request.data(), request.size(), 0, reinterpret_cast<sockaddr*>(&server),
             sizeof server);
    std::array<char, 600> buffer{};
    const ssize_t n = ::recv(fd.get(), buffer.data(), buffer.size(), 0);
    return {buffer.data(), n < 0 ? 0 : static_cast<std::size_t>(n)};
}

class TftpServerTest : public testing::Test {
protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "needs root, for port 69";
        base::write_file(dir / "kernel.uimage", "a kernel");
    }

    base::TemporaryFolder folder;
    std::filesystem::path dir = folder.path();
    TftpServer::Options options{.in_network = {}, .address = kAddress, .root = dir, .errors = dir / "errors"};
};

TEST_F(TftpServerTest, ServesFilesAsSoonAsItIsMade) {
    const TftpServer server(options, Deadline(10s));
    EXPECT_EQ(first_packet("kernel.uimage"), "\0\3\0\1a kernel"s);
    EXPECT_THAT(first_packet("nothing"), testing::StartsWith("\0\5"s));
}

TEST_F(TftpServerTest, IsGoneWhenItIsDestroyed) {
    { const TftpServer server(options, Deadline(10s)); }
    const TftpServer next(options, Deadline(10s));
    EXPECT_EQ(first_packet("kernel.uimage"), "\0\3\0\1a kernel"s);
}

TEST_F(TftpServerTest, SaysWhyItCannotListen) {
    options.address = "192.0.2.1";
    try {
        const TftpServer server(options, Deadline(10s));
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_STREQ(error.what(),
                     "start TFTP server on 192.0.2.1: dnsmasq: failed to create listening socket for "
                     "192.0.2.1: Cannot assign requested address");
    }
}

}  // namespace
}  // namespace tetherlab::flash
