// SPDX-License-Identifier: Apache-2.0
// Runs in the gadget VM, which is its own USB host: `tetherlab profile` and what the agent emulates.
#include "gadget/agent/tests/vm/agent_process.hpp"
#include "gadget/agent/tests/vm/gadget_host.hpp"
#include "gadget/base/deadline.hpp"
#include "gadget/base/text.hpp"
#include "gadget/profile/profile.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <regex>

namespace tetherlab::cli {
namespace {

using namespace std::chrono_literals;
using base::Deadline;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

struct Ended {
    int status = -1;
    std::string out;
    std::string err;
};

Ended tetherlab(base::Argv argv) {
    argv.insert(argv.begin(), "tetherlab");
    const base::Output output = base::run(argv, Deadline(60s));
    return {output.status.code, output.out, output.err};
}

std::vector<std::string> lines_with(const std::string& sign, const std::string& text) {
    std::vector<std::string> found;
    for (const std::string& line : base::split(text, '\n')) {
        if (line.starts_with(sign)) found.push_back(line);
    }
    return found;
}

std::string file_of(const std::string& profile) {
    return "/tests/profiles/" + profile + ".yaml";
}

// A profile's file with one value replaced by another.
std::string changed_profile(const std::string& profile, const std::string& from, const std::string& to) {
    const std::string file = "/tmp/changed.yaml";
    base::write_file(file, std::regex_replace(agent::profile_text(profile), std::regex(from), to));
    return file;
}

// A hotspot that the agent has plugged into this machine.
class Plugged {
public:
    explicit Plugged(const std::string& profile) {
        agent_.client().prepare(agent::profile_text(profile), profile + ".yaml", Deadline(30s));
        agent_.client().plug(Deadline(30s));
        agent::wait_until("the host to configure the device",
                          [this] { return agent_.client().status(Deadline(10s)).state == "configured"; });
    }

private:
    agent::AgentProcess agent_;
};

TEST(ProfileVerify, AnEmulatedQuantaD53IsThatOfItsProfileInEveryByte) {
    const Plugged hotspot("quanta-d53");
    const Ended ended = tetherlab({"profile", "verify", file_of("quanta-d53"), "--exact"});
    EXPECT_THAT(ended.out, EndsWith("\nequal in all 88 fields\n"));
    EXPECT_EQ(ended.status, 0) << ended.err;
}

TEST(ProfileVerify, AnEmulatedFranklinT10IsThatOfItsProfileInEveryByte) {
    const Plugged hotspot("franklin-t10");
    const Ended ended = tetherlab({"profile", "verify", file_of("franklin-t10"), "--exact"});
    EXPECT_THAT(ended.out, EndsWith("\nequal in all 88 fields\n"));
    EXPECT_EQ(ended.status, 0) << ended.err;
}

TEST(ProfileVerify, ExactlyTheFieldThatWasChangedDiffers) {
    const Plugged hotspot("quanta-d53");
    const Ended release = tetherlab(
        {"profile", "verify", changed_profile("quanta-d53", "release: 2.23", "release: 2.24"), "--exact"});
    EXPECT_EQ(release.status, 1) << release.err;
    EXPECT_THAT(lines_with(">>", release.out), ElementsAre(testing::ContainsRegex("bcdDevice +2.24 +2.23$")));
    const Ended mac =
        tetherlab({"profile", "verify",
                   changed_profile("quanta-d53", "02:0d:53:00:00:01", "02:0d:53:00:00:07"), "--exact"});
    EXPECT_THAT(lines_with(">>", mac.out),
                ElementsAre(testing::ContainsRegex("configuration 1, interface 0: MAC address +"
                                                   "02:0d:53:00:00:07 +02:0d:53:00:00:01$")));
}

TEST(ProfileVerify, WhatAGadgetCannotShowIsAKnownDeviation) {
    const Plugged hotspot("huawei-hilink");
    const Ended ended = tetherlab({"profile", "verify", file_of("huawei-hilink"), "--exact"});
    EXPECT_EQ(ended.status, 0) << ended.out;
    EXPECT_THAT(lines_with("known deviation: ", ended.out), testing::Not(IsEmpty()));
}

TEST(ProfileVerify, IsJsonForPrograms) {
    const Plugged hotspot("franklin-t10");
    const Ended ended = tetherlab({"profile", "verify", file_of("franklin-t10"), "--json"});
    EXPECT_THAT(ended.out, HasSubstr("\"equal\": true"));
    EXPECT_THAT(ended.out, HasSubstr("\"device_descriptor\": \"120100020000004"
                                     "0c6055790180301020302\""));
}

TEST(ProfileVerify, ADeviceThatIsNotThereIsStatus3AndAWrongName2) {
    const Plugged hotspot("franklin-t10");
    const Ended missing = tetherlab({"profile", "verify", file_of("quanta-d53")});
    EXPECT_EQ(missing.status, 3);
    EXPECT_EQ(missing.err,
              "tetherlab: find USB device 0e8d:2028: not plugged in; plugged in: 05c6:9057 on port 1-1\n");
    const Ended wrong = tetherlab({"profile", "verify", file_of("quanta-d53"), "--device", "first"});
    EXPECT_EQ(wrong.status, 2);
    EXPECT_THAT(wrong.err, HasSubstr("expected VID:PID such as 0e8d:2028, or BUS-PORT such as 1-1.2"));
    EXPECT_EQ(tetherlab({"profile", "verify", "/tests/none.yaml"}).status, 2);
}

TEST(ProfileVerify, AnotherDeviceOnThePortThatIsNamedDiffers) {
    const Plugged hotspot("franklin-t10");
    const Ended ended = tetherlab({"profile", "verify", file_of("quanta-d53"), "--device", "1-1"});
    EXPECT_EQ(ended.status, 1);
    EXPECT_THAT(lines_with(">> idVendor", ended.out), testing::SizeIs(1));
}

class ProfileCapture : public testing::TestWithParam<const char*> {
protected:
    ProfileCapture() { std::filesystem::remove(file_); }

    const std::string file_ = "/tmp/captured.yaml";
};

TEST_P(ProfileCapture, OfAnEmulatedHotspotIsItsProfileInEveryFieldThatItSays) {
    const std::string name = GetParam();
    const Plugged hotspot(name);
    const Ended ended = tetherlab({"profile", "capture", "-o", file_});
    ASSERT_EQ(ended.status, 0) << ended.err;
    profile::Profile captured = profile::load(file_);
    const profile::Profile original = profile::parse(agent::profile_text(name), name + ".yaml");
    captured.name = original.name;
    captured.title = original.title;
    captured.mac.device = original.mac.device;
    captured.lan = original.lan;
    captured.power = original.power;
    EXPECT_EQ(captured, original) << base::read_file(file_);
    const Ended verified = tetherlab({"profile", "verify", file_, "--exact"});
    EXPECT_EQ(verified.status, 0) << verified.out;
}

INSTANTIATE_TEST_SUITE_P(Hotspots, ProfileCapture, testing::Values("quanta-d53", "franklin-t10"));

TEST_F(ProfileCapture, WritesOverAFileOnlyWhenTold) {
    const Plugged hotspot("franklin-t10");
    base::write_file(file_, "mine\n");
    const Ended refused = tetherlab({"profile", "capture", "-o", file_});
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.err, HasSubstr("/tmp/captured.yaml exists; --force writes over it"));
    EXPECT_EQ(base::read_file(file_), "mine\n");
    EXPECT_EQ(tetherlab({"profile", "capture", "-o", file_, "--force"}).status, 0);
    EXPECT_THAT(base::read_file(file_), HasSubstr("# read from the device"));
}

// The gadget of the kernel's own USB tests.
TEST_F(ProfileCapture, RefusesWhatDoesNotTether) {
    agent::shell(R"(cd /sys/kernel/config/usb_gadget && mkdir loop && cd loop
                    mkdir functions/Loopback.0 configs/c.1 strings/0x409
                    echo 0x0525 >idVendor && echo 0xa4a0 >idProduct && echo high-speed >max_speed
                    ln -s functions/Loopback.0 configs/c.1/Loopback.0
                    echo dummy_udc.0 >UDC)");
    agent::wait_until("the host to configure the device", [] {
        return agent::shell("cat /sys/bus/usb/devices/1-1/bConfigurationValue || true") == "1\n";
    });
    const Ended ended = tetherlab({"profile", "capture", "-o", file_});
    agent::shell(R"(cd /sys/kernel/config/usb_gadget/loop && echo >UDC
                    rm configs/c.1/Loopback.0 && rmdir configs/c.1 functions/Loopback.0 strings/0x409
                    cd .. && rmdir loop)");
    EXPECT_EQ(ended.status, 1);
    EXPECT_THAT(ended.err, HasSubstr("no profile: no network function: vendor's"));
    EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST_F(ProfileCapture, OfNothingSaysThatNothingIsPluggedIn) {
    const Ended ended = tetherlab({"profile", "capture", "-o", file_});
    EXPECT_EQ(ended.status, 3);
    EXPECT_EQ(ended.err, "tetherlab: find a USB device: none is plugged in\n");
}

}  // namespace
}  // namespace tetherlab::cli
