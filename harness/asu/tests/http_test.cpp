// SPDX-License-Identifier: Apache-2.0
#include "harness/asu/http.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/testing/error_of.hpp"
#include "harness/asu/tests/stand_in.hpp"

#include <gmock/gmock.h>

namespace tetherlab::asu {
namespace {

using base::testing::error_of;
using ::testing::HasSubstr;
using testing::Plan;
using testing::StandIn;
using ::testing::StartsWith;
using testing::Tls;

constexpr base::Milliseconds kPatience{60'000};

std::string error_of_get(const std::string& url, base::Milliseconds allowed = kPatience,
                         const HttpOptions& options = {.user_agent = "test/1"}) {
    return error_of([&] { Http(options, {}).get(url, base::Deadline(allowed)); });
}

std::string error_of_download(const std::string& url, const HttpOptions& options) {
    return error_of([&] {
        Http(options, {})
            .download(
                url, [](base::ByteSpan) {}, base::Deadline(kPatience));
    });
}

TEST(Http, GivesUpAServerThatNeverAnswers) {
    StandIn server(Plan{{"misbehaves", "hangs"}});
    EXPECT_EQ(error_of_get(server.url() + "/x", base::Milliseconds(300)),
              "wait for the answer of " + server.url() + "/x: not within 300 ms");
}

TEST(Http, RefusesAnAnswerThatIsNotHttp) {
    StandIn server(Plan{{"misbehaves", "mumbles"}});
    EXPECT_EQ(error_of_get(server.url() + "/x"),
              "ask " + server.url() + "/x: Received HTTP/0.9 when not allowed");
}

TEST(Http, NamesAServerThatCannotBeFound) {
    // No resolver is asked for a name with a label of 64 letters (RFC 1035, 2.3.4).
    const std::string name(64, 'a');
    EXPECT_EQ(error_of_get("http://" + name + "/x"),
              "ask http://" + name + "/x: Could not resolve host: " + name);
}

TEST(Http, NamesAServerThatIsNotThere) {
    // Port 1 of loopback: nothing listens on tcpmux.
    EXPECT_THAT(error_of_get("http://127.0.0.1:1/x"),
                StartsWith("ask http://127.0.0.1:1/x: Failed to connect to 127.0.0.1 port 1"));
}

TEST(Http, RefusesOtherProtocols) {
    EXPECT_EQ(error_of_get("file:///etc/hostname"),
              "ask file:///etc/hostname: Protocol \"file\" not supported or disabled in libcurl");
}

TEST(Http, RefusesACertificateThatNobodyVouchesFor) {
    StandIn server(Plan{{"image", "firmware"}}, Tls::kSelfSigned);
    EXPECT_THAT(error_of_get(server.url() + "/x"),
                HasSubstr("SSL certificate problem: self-signed certificate"));
}

TEST(Http, TakesACertificateOfAnAuthorityItIsTold) {
    StandIn server(Plan{{"image", "firmware"}}, Tls::kSelfSigned);
    Http http({.user_agent = "test/1", .authorities = server.certificate()}, {});
    std::string got;
    http.download(
        server.url() + "/store/x", [&](base::ByteSpan piece) { got += base::as_text(piece); },
        base::Deadline(kPatience));
    EXPECT_EQ(got, "firmware");
}

TEST(Http, DoesNotFollowFromHttpsToHttp) {
    StandIn server(Plan{{"image", "firmware"}, {"misbehaves", "escapes"}}, Tls::kSelfSigned);
    EXPECT_THAT(error_of_download(server.url() + "/store/x",
                                  {.user_agent = "test/1", .authorities = server.certificate()}),
                HasSubstr("Protocol \"http\" not supported or disabled"));
}

TEST(Http, GivesUpACircleOfRedirects) {
    StandIn server(Plan{{"image", "firmware"}, {"misbehaves", "escapes"}});
    EXPECT_EQ(error_of_download(server.url() + "/store/x", {.user_agent = "test/1"}),
              "ask " + server.url() + "/store/x: Maximum (5) redirects followed");
}

TEST(Http, PassesOnWhatTheTakerThrows) {
    StandIn server(Plan{{"image", "firmware"}});
    Http http({.user_agent = "test/1"}, {});
    EXPECT_EQ(error_of([&] {
                  http.download(
                      server.url() + "/store/x",
                      [](base::ByteSpan) { throw base::Error("write", "a file", "disk full"); },
                      base::Deadline(kPatience));
              }),
              "write a file: disk full");
}

}  // namespace
}  // namespace tetherlab::asu
