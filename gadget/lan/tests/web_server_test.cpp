// SPDX-License-Identifier: Apache-2.0
#include "gadget/lan/web_server.hpp"

#include "gadget/base/error.hpp"
#include "gadget/lan/web_request.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <string_view>

namespace tetherlab::lan {
namespace {

base::UniqueFd connect_to(std::uint16_t port) {
    base::UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    base::check(::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address),
                "connect to", "web server");
    return socket;
}

void send_text(const base::UniqueFd& socket, std::string_view text) {
    ASSERT_EQ(::send(socket.get(), text.data(), text.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(text.size()));
}

std::string receive_all(const base::UniqueFd& socket) {
    std::string received;
    std::array<char, 65536> chunk{};
    for (ssize_t n = 1; n > 0;) {
        n = ::recv(socket.get(), chunk.data(), chunk.size(), 0);
        if (n > 0) received.append(chunk.data(), static_cast<std::size_t>(n));
    }
    return received;
}

TEST(WebRequest, AnswersThePageThatTellsWhetherThereIsInternet) {
    EXPECT_EQ(answer_request("GET /generate_204 HTTP/1.1\r\nHost: x\r\n\r\n")->head,
              "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

TEST(WebRequest, SendsTheLargeFile) {
    const auto answer = answer_request("GET /large HTTP/1.0\r\n\r\n");
    EXPECT_THAT(answer->head, testing::HasSubstr("Content-Length: 67108864\r\n"));
    EXPECT_EQ(answer->body_size, 67'108'864U);
}

TEST(WebRequest, SendsNoBodyForHead) {
    EXPECT_EQ(answer_request("HEAD /large HTTP/1.1\r\n\r\n")->body_size, 0U);
}

TEST(WebRequest, WaitsForTheEndOfTheHeader) {
    EXPECT_FALSE(answer_request("GET /generate_204 HTTP/1.1\r\nHost: x\r\n"));
}

TEST(WebRequest, KnowsNoOtherPage) {
    EXPECT_EQ(answer_request("GET / HTTP/1.1\r\n\r\n")->head,
              "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

TEST(WebRequest, RefusesOtherMethods) {
    EXPECT_THAT(answer_request("POST /large HTTP/1.1\r\n\r\n")->head, testing::StartsWith("HTTP/1.1 405 "));
}

TEST(WebRequest, RefusesWhatIsNotHttp) {
    EXPECT_THAT(answer_request("hello\r\n\r\n")->head, testing::StartsWith("HTTP/1.1 400 "));
    EXPECT_THAT(answer_request(std::string(kLongestRequest, 'x'))->head,
                testing::StartsWith("HTTP/1.1 400 "));
}

TEST(WebRequest, IsSentToThePortal) {
    EXPECT_EQ(answer_portal_request("GET /generate_204 HTTP/1.1\r\n\r\n", "http://192.168.1.1/portal")->head,
              "HTTP/1.1 302 Found\r\nLocation: http://192.168.1.1/portal\r\nContent-Length: 0\r\n"
              "Connection: close\r\n\r\n");
}

TEST(WebRequest, ReadsThePortal) {
    EXPECT_EQ(answer_portal_request("GET /portal HTTP/1.1\r\n\r\n", "http://192.168.1.1/portal")->head,
              "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 35\r\nConnection: close\r\n\r\n"
              "Your hotspot wants your attention.\n");
}

TEST(WebRequest, IsRefusedByThePortalWhenItIsNoHttp) {
    EXPECT_THAT(answer_portal_request("hello\r\n\r\n", "http://192.168.1.1/portal")->head,
                testing::StartsWith("HTTP/1.1 400 "));
}

TEST(WebServer, SendsTheWholeLargeFile) {
    const WebServer server(0);
    const base::UniqueFd client = connect_to(server.port());
    send_text(client, "GET /large HTTP/1.1\r\n\r\n");
    const std::string received = receive_all(client);
    EXPECT_EQ(received.size() - (received.find("\r\n\r\n") + 4), kLargeSize);
}

TEST(WebServer, AnswersOneClientWhileAnotherHangs) {
    const WebServer server(0);
    const base::UniqueFd hanging = connect_to(server.port());
    send_text(hanging, "GET /large HTTP/1.1\r\n\r\n");
    const base::UniqueFd silent = connect_to(server.port());
    const base::UniqueFd client = connect_to(server.port());
    send_text(client, "GET /generate_204 HTTP/1.1\r\n\r\n");
    EXPECT_THAT(receive_all(client), testing::StartsWith("HTTP/1.1 204 "));
}

TEST(WebServer, PutsARequestTogetherFromPieces) {
    const WebServer server(0);
    const base::UniqueFd client = connect_to(server.port());
    send_text(client, "GET /gene");
    send_text(client, "rate_204 HTTP/1.1\r\n\r\n");
    EXPECT_THAT(receive_all(client), testing::StartsWith("HTTP/1.1 204 "));
}

TEST(WebServer, NamesAPortThatIsTaken) {
    const WebServer first(0);
    EXPECT_THAT([&] { WebServer second(first.port()); },
                testing::ThrowsMessage<base::SystemError>("bind web port " + std::to_string(first.port()) +
                                                          ": Address already in use"));
}

}  // namespace
}  // namespace tetherlab::lan
