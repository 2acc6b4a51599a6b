// SPDX-License-Identifier: Apache-2.0
#include "harness/power/qmp.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/testing/error_of.hpp"
#include "harness/power/testing/qemu_stream.hpp"

#include <gtest/gtest.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string>

namespace tetherlab::power {
namespace {

using base::testing::error_of;

using namespace std::chrono_literals;
using base::Deadline;
using Json = Qmp::Json;

constexpr auto kAny = [](const Json&) { return true; };

class QmpTest : public testing::QemuStream {
protected:
    void qemu_says(const std::string& message) { QemuStream::qemu_says(message + "\r\n"); }

    // The descriptor beside what was sent to it.
    base::UniqueFd received() {
        std::array<char, 4096> buffer{};
        iovec bytes{buffer.data(), buffer.size()};
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
        msghdr header{};
        header.msg_iov = &bytes;
        header.msg_iovlen = 1;
        header.msg_control = control.data();
        header.msg_controllen = control.size();
        EXPECT_GT(::recvmsg(qemus_.get(), &header, MSG_DONTWAIT | MSG_CMSG_CLOEXEC), 0);
        int fd = -1;
        if (const cmsghdr* rights = CMSG_FIRSTHDR(&header)) std::memcpy(&fd, CMSG_DATA(rights), sizeof fd);
        return base::UniqueFd(fd);
    }

    Qmp greeted() {
        qemu_says(R"({"QMP": {"version": {}}})");
        qemu_says(R"({"return": {}})");
        return {std::move(ours_), "QEMU", Deadline(5s)};
    }
};

TEST_F(QmpTest, NegotiatesBeforeAnythingElse) {
    const Qmp qmp = greeted();
    EXPECT_EQ(heard(), "{\"arguments\":{},\"execute\":\"qmp_capabilities\"}\n");
}

TEST_F(QmpTest, ReturnsWhatTheCommandReturns) {
    Qmp qmp = greeted();
    heard();
    qemu_says(R"({"return": {"status": "paused"}})");
    EXPECT_EQ(qmp.execute("query-status", Json::object(), Deadline(5s)), (Json{{"status", "paused"}}));
    EXPECT_EQ(heard(), "{\"arguments\":{},\"execute\":\"query-status\"}\n");
}

TEST_F(QmpTest, SaysWhyQemuRefuses) {
    Qmp qmp = greeted();
    qemu_says(R"({"error": {"class": "GenericError", "desc": "Parameter 'uri' is missing"}})");
    EXPECT_EQ(error_of([&] { qmp.execute("migrate", Json::object(), Deadline(5s)); }),
              "ask QEMU to migrate: Parameter 'uri' is missing");
}

TEST_F(QmpTest, LendsADescriptor) {
    Qmp qmp = greeted();
    heard();
    const base::UniqueFd lent(::eventfd(7, EFD_CLOEXEC));
    qemu_says(R"({"return": {}})");
    qmp.lend(lent.get(), "state", Deadline(5s));
    const base::UniqueFd got = received();
    eventfd_t value = 0;
    EXPECT_EQ(::eventfd_read(got.get(), &value), 0);
    EXPECT_EQ(value, 7U);
}

TEST_F(QmpTest, TakesSilenceOfTheHumanMonitorForSuccess) {
    Qmp qmp = greeted();
    heard();
    qemu_says(R"({"return": ""})");
    qmp.order("device_add usb-kbd", Deadline(5s));
    EXPECT_EQ(heard(),
              "{\"arguments\":{\"command-line\":\"device_add usb-kbd\"},"
              "\"execute\":\"human-monitor-command\"}\n");
}

TEST_F(QmpTest, SaysWhatTheHumanMonitorSays) {
    Qmp qmp = greeted();
    qemu_says(R"({"return": "Error: Bus 'pci.0' does not support hotplugging\r\n"})");
    EXPECT_EQ(error_of([&] { qmp.order("device_add qemu-xhci", Deadline(5s)); }),
              "ask QEMU to device_add qemu-xhci: Error: Bus 'pci.0' does not support hotplugging");
}

TEST_F(QmpTest, FindsAnEventThatCameBeforeAnAnswer) {
    Qmp qmp = greeted();
    qemu_says(R"({"event": "MIGRATION", "data": {"status": "active"}})");
    qemu_says(R"({"event": "MIGRATION", "data": {"status": "completed"}})");
    qemu_says(R"({"return": {}})");
    qmp.execute("migrate", Json::object(), Deadline(5s));
    const auto completed = [](const Json& data) { return data.value("status", "") == "completed"; };
    EXPECT_EQ(qmp.await_event("MIGRATION", completed, Deadline(0ms)), (Json{{"status", "completed"}}));
}

TEST_F(QmpTest, FindsAnEventThatIsStillToCome) {
    Qmp qmp = greeted();
    qemu_says(R"({"event": "STOP"})");
    qemu_says(R"({"event": "RESUME"})");
    EXPECT_EQ(qmp.await_event("RESUME", kAny, Deadline(5s)), Json::object());
}

TEST_F(QmpTest, SaysThatQemuHasEnded) {
    Qmp qmp = greeted();
    qemu_ends();
    EXPECT_EQ(error_of([&] { qmp.await_event("RESUME", kAny, Deadline(5s)); }),
              "ask QEMU to tell RESUME: it has closed the connection");
}

TEST_F(QmpTest, SaysWhatItWaitedForInVain) {
    Qmp qmp = greeted();
    EXPECT_EQ(error_of([&] { qmp.execute("stop", Json::object(), Deadline(20ms)); }),
              "wait for QEMU to stop: not within 20 ms");
}

TEST_F(QmpTest, RefusesWhatIsNotQmp) {
    Qmp qmp = greeted();
    qemu_says("(qemu) quit");
    EXPECT_EQ(error_of([&] { qmp.execute("stop", Json::object(), Deadline(5s)); }),
              "ask QEMU to stop: its answer is no JSON object: (qemu) quit");
}

}  // namespace
}  // namespace tetherlab::power
