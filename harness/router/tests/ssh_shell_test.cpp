// SPDX-License-Identifier: Apache-2.0
// Against a real dropbear on loopback, which sees an account root with a blank password, as OpenWrt has it.
#include "harness/router/ssh_shell.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "gadget/base/unique_fd.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <optional>
#include <string>

namespace tetherlab::router {
namespace {

using namespace std::chrono_literals;
using base::Deadline;
using testing::StartsWith;

int free_port() {
    const base::UniqueFd fd(base::check(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "make", "socket"));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    base::check(::bind(fd.get(), reinterpret_cast<sockaddr*>(&address), size), "bind", "socket");
    base::check(::getsockname(fd.get(), reinterpret_cast<sockaddr*>(&address), &size), "look at", "socket");
    return ntohs(address.sin_port);
}

class SshShellTest : public testing::Test {
protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "needs root, to give dropbear an account with a blank password";
        if (::access("/usr/sbin/dropbear", X_OK) != 0) GTEST_SKIP() << "needs Debian's package dropbear-bin";
        base::write_file(dir / "passwd", "root::0:0:root:/tmp:/bin/sh\n");
        base::write_file(dir / "shadow", "root::19000:0:99999:7:::\n");
        base::run_checked({"dropbearkey", "-t", "ed25519", "-f", dir / "key"}, Deadline(20s));
        start_router();
    }

    // dropbear ends with its session processes: they share its process group.
    void start_router() {
        const std::string script = fmt::format(
            "mount --bind {0}/passwd /etc/passwd && mount --bind {0}/shadow /etc/shadow &&"
            " exec /usr/sbin/dropbear -F -E -B -r {0}/key -P {0}/pid -p 127.0.0.1:{1}",
            dir.string(), port);
        router.emplace(base::Argv{"unshare", "-m", "sh", "-c", script},
                       base::SpawnOptions{.err = dir / "dropbear.log"});
    }

    std::string text_of_error(const std::function<void()>& work) {
        try {
            work();
        } catch (const base::Error& error) {
            return error.what();
        }
        return "no error";
    }

    base::TemporaryFolder folder;
    std::filesystem::path dir = folder.path();
    int port = free_port();
    std::optional<base::Child> router;
    int changes = 0;
    std::function<void()> on_change = [] {};
    SshShell shell{{.address = "127.0.0.1",
                    .port = port,
                    .run_dir = dir,
                    .in_network = {"env", "ENTERED=yes"},
                    .await_change = [this](const Deadline&) {
                        ++changes;
                        on_change();
                    }}};
};

TEST_F(SshShellTest, RunsACommandWithABlankPassword) {
    const auto output = shell.run("echo out; echo err >&2; exit 7", Deadline(20s));
    EXPECT_EQ(output.out, "out\n");
    EXPECT_EQ(output.err, "err\n");
    EXPECT_EQ(output.status.code, 7);
}

TEST_F(SshShellTest, KeepsOneConnectionForManyCommands) {
    const std::string first = shell.run("echo $SSH_CONNECTION", Deadline(20s)).out;
    EXPECT_THAT(first, StartsWith("127.0.0.1 "));
    EXPECT_EQ(shell.run("echo $SSH_CONNECTION", Deadline(20s)).out, first);
}

TEST_F(SshShellTest, TriesAgainUntilTheRouterAnswers) {
    router.reset();
    on_change = [this] {
        if (changes == 3) start_router();
    };
    EXPECT_EQ(shell.run("echo up", Deadline(20s)).out, "up\n");
    EXPECT_GE(changes, 3);
}

TEST_F(SshShellTest, SaysWhyItCouldNotConnect) {
    router.reset();
    EXPECT_EQ(
        text_of_error([&] { shell.run("true", Deadline(200ms)); }),
        fmt::format(
            "wait for ssh to root@127.0.0.1: not within 200 ms; ssh: connect to host 127.0.0.1 port {}: "
            "Connection refused",
            port));
}

TEST_F(SshShellTest, GivesUpConnectingWhenItsCallerDoes) {
    router.reset();
    on_change = [] { throw base::Error("wait for", "the router", "the run was interrupted"); };
    EXPECT_EQ(text_of_error([&] { shell.run("true", Deadline(20s)); }),
              "wait for the router: the run was interrupted");
}

TEST_F(SshShellTest, TellsALostConnectionFromAStatus) {
    EXPECT_EQ(shell.run("exit 255", Deadline(20s)).status.code, 255);
    EXPECT_EQ(text_of_error([&] { shell.run("kill -9 $PPID; exec sleep 20", Deadline(20s)); }),
              "run on the router kill -9 $PPID; exec sleep 20: the connection was lost");
}

TEST_F(SshShellTest, ConnectsAgainAfterALostConnection) {
    shell.run("true", Deadline(20s));
    router->kill();
    start_router();
    EXPECT_EQ(shell.run("echo again", Deadline(20s)).out, "again\n");
}

TEST_F(SshShellTest, GoesToTheAddressItIsGiven) {
    shell.run("true", Deadline(20s));
    shell.reconnect("127.0.0.2");
    EXPECT_THAT(text_of_error([&] { shell.run("true", Deadline(200ms)); }),
                StartsWith("wait for ssh to root@127.0.0.2: not within 200 ms"));
}

TEST_F(SshShellTest, FallsBackToTheOtherAddress) {
    SshShell other({.address = "127.0.0.2",
                    .fallback_addresses = {"127.0.0.1"},
                    .fall_back_after = 0ms,
                    .port = port,
                    .run_dir = dir,
                    .await_change = [](const Deadline&) {}});
    EXPECT_EQ(other.run("echo here", Deadline(20s)).out, "here\n");
}

TEST_F(SshShellTest, BelievesTheFirstHostKeyAndRefusesAnother) {
    const SshShell::Options pinning{.address = "127.0.0.1",
                                    .port = port,
                                    .known_hosts = dir / "known hosts",
                                    .run_dir = dir,
                                    .await_change = [](const Deadline&) {}};
    EXPECT_EQ(SshShell(pinning).run("echo here", Deadline(20s)).out, "here\n");
    EXPECT_THAT(base::read_file(dir / "known hosts"), StartsWith("router ssh-ed25519 "));

    router.reset();
    std::filesystem::remove(dir / "key");
    base::run_checked({"dropbearkey", "-t", "ed25519", "-f", dir / "key"}, Deadline(20s));
    start_router();
    shell.run("true", Deadline(20s));
    shell.disconnect();
    EXPECT_EQ(text_of_error([&] { SshShell(pinning).run("true", Deadline(2s)); }),
              "wait for ssh to root@127.0.0.1: not within 2 s; Host key verification failed.");
    std::filesystem::remove(dir / "known hosts");
    EXPECT_EQ(SshShell(pinning).run("echo new", Deadline(20s)).out, "new\n");
}

TEST_F(SshShellTest, UploadsAFileAndProvesIt) {
    base::write_file(dir / "image", std::string(3'000'000, '\x7f'));
    const std::string target = dir / "it's here";
    shell.upload(dir / "image", target, Deadline(20s));
    EXPECT_EQ(base::read_file(target), base::read_file(dir / "image"));
}

TEST_F(SshShellTest, SaysWhyAnUploadFailed) {
    base::write_file(dir / "image", "x");
    EXPECT_THAT(text_of_error([&] { shell.upload(dir / "image", "/nowhere/image", Deadline(20s)); }),
                testing::MatchesRegex("upload .*/image: /nowhere/image: .*/nowhere/image.*"));
}

TEST_F(SshShellTest, NoticesAnUploadThatDidNotArriveWhole) {
    base::write_file(dir / "image", "content");
    EXPECT_EQ(
        text_of_error([&] { shell.upload(dir / "image", "/dev/null", Deadline(20s)); }),
        fmt::format("upload {}: /dev/null holds 0 bytes, SHA-256 "
                    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 instead of 7 bytes, "
                    "SHA-256 ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73",
                    (dir / "image").string()));
}

TEST_F(SshShellTest, StopsACommandAtTheDeadline) {
    shell.run("true", Deadline(20s));
    EXPECT_EQ(text_of_error([&] { shell.run("sleep 20\ntrue", Deadline(300ms)); }),
              "wait for the end of 'sleep 20 …' on the router: not within 300 ms");
    EXPECT_EQ(shell.run("echo still here", Deadline(20s)).out, "still here\n");
}

TEST_F(SshShellTest, LeavesNoProcessAndNoSocket) {
    shell.run("true", Deadline(20s));
    ASSERT_TRUE(std::filesystem::exists(dir / "ssh"));
    shell.disconnect();
    EXPECT_FALSE(std::filesystem::exists(dir / "ssh"));
}

}  // namespace
}  // namespace tetherlab::router
