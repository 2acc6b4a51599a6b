// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/deadline.hpp"
#include "gadget/base/error.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/text.hpp"
#include "gadget/configfs/gadget.hpp"
#include "gadget/profile/profile.hpp"
#include "lab/virtual/wire/testing/socket_router.hpp"
#include "lab/virtual/wire/tests/vm/loopback_gadget.hpp"
#include "lab/virtual/wire/uevent.hpp"
#include "lab/virtual/wire/usb_device.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

// tetherlab-wire as it runs on a lab host with a real hotspot, in the gadget VM: the emulated hotspots on
// dummy_hcd are real devices to its kernel.
namespace tetherlab::wire {
namespace {

using namespace std::chrono_literals;
using ::testing::Contains;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
namespace fs = std::filesystem;

constexpr auto kTime = 60s;
constexpr auto kSocket = "/run/wire";
constexpr auto kSaid = "/tmp/wire-err";
constexpr auto kD53 = "0e8d:2028";
constexpr auto kT10 = "05c6:9057";

class RealDeviceInVm : public ::testing::Test {
protected:
    void TearDown() override {
        if (HasFailure() && fs::exists(kSaid)) fmt::print("the wire said:\n{}", base::read_file(kSaid));
    }

    void plug(const std::string& profile) {
        gadget_.emplace(profile::load("/tests/profiles/" + profile + ".yaml"), configfs::Udc::choose(""));
        gadget_->plug();
    }

    void await_device(const std::string& identity) {
        await(identity, [&] { return find_device("/sys", WithIdentity{identity}).has_value(); });
    }

    // Until the kernel has bound its driver to the control interface of what is plugged in.
    void await_driver(const std::string& name) {
        await("driver " + name, [&] { return driver() == name; });
    }

    void await(const std::string& what, const std::function<bool()>& there) {
        const base::Deadline deadline(kTime);
        UeventSocket uevents;
        while (!there()) {
            pollfd item{uevents.fd(), POLLIN, 0};
            if (base::check(::poll(&item, 1, deadline.poll_timeout()), "wait for", what) == 0)
                base::throw_timeout(what, deadline);
            uevents.drain("usb");
        }
    }

    // Of the first interface of the active configuration, if any.
    static std::string driver() {
        for (const PluggedDevice& device : plugged_devices("/sys")) {
            for (const auto& entry : fs::directory_iterator(device.path)) {
                std::error_code none;
                const std::string name = entry.path().filename();
                if (name.starts_with(device.port + ":") && name.ends_with(".0"))
                    return fs::read_symlink(entry.path() / "driver", none).filename();
            }
        }
        return "";
    }

    static base::Argv wire_argv(const WithIdentity& device) {
        base::Argv argv{"tetherlab-wire", "--wire", "stock", "--usb", device.identity};
        if (!device.port.empty()) argv.insert(argv.end(), {"--usb-port", device.port});
        return argv;
    }

    static base::Output check(const WithIdentity& device) {
        base::Argv argv = wire_argv(device);
        argv.emplace_back("--check");
        return base::run(argv, base::Deadline(kTime));
    }

    static base::Child start_wire(const WithIdentity& device) {
        base::Argv argv = wire_argv(device);
        argv.insert(argv.end(), {"--socket", kSocket});
        return base::Child(argv, {.out = "/tmp/wire-out", .err = kSaid});
    }

    std::optional<configfs::Gadget> gadget_;
};

TEST_F(RealDeviceInVm, IsFoundByItsIdentityAndNamedWhenItIsAnother) {
    plug("quanta-d53");
    await_device(kD53);
    EXPECT_EQ(check({kD53}).out, "0e8d:2028 at 1-1 (Mediatek mt6890)\n");
    EXPECT_EQ(check({kT10}).err,
              "tetherlab-wire: find USB device 05c6:9057: it is not plugged in; there is 0e8d:2028 at 1-1 "
              "(Mediatek mt6890)\n");
    gadget_.reset();
    await("an empty bus", [] { return plugged_devices("/sys").empty(); });
    EXPECT_EQ(check({kD53}).err,
              "tetherlab-wire: find USB device 0e8d:2028: nothing is plugged into this machine\n");
}

TEST_F(RealDeviceInVm, IsFoundAtItsPortOnly) {
    plug("quanta-d53");
    await_device(kD53);
    EXPECT_EQ(check({kD53, "1-1"}).out, "0e8d:2028 at 1-1 (Mediatek mt6890)\n");
    EXPECT_EQ(check({kD53, "1-2"}).err,
              "tetherlab-wire: find USB device 0e8d:2028: it is not at port 1-2; there is 0e8d:2028 at 1-1 "
              "(Mediatek mt6890)\n");
}

TEST_F(RealDeviceInVm, IsNotOpenedWithoutPermission) {
    plug("quanta-d53");
    await_device(kD53);
    const base::Output output =
        base::run({"su", "-s", "/bin/sh", "dnsmasq", "-c", base::to_text(wire_argv({kD53})) + " --check"},
                  base::Deadline(kTime));
    EXPECT_EQ(output.status.code, 1);
    EXPECT_THAT(output.err, MatchesRegex("tetherlab-wire: open /dev/bus/usb/001/[0-9]* for 0e8d:2028 at 1-1 "
                                         ".Mediatek mt6890.: Permission denied; this takes root, or a udev "
                                         "rule for the device\n"));
}

TEST_F(RealDeviceInVm, IsTakenFromItsDriverAndGivenBack) {
    base::run_checked({"modprobe", "rndis_host"}, base::Deadline(kTime));
    plug("quanta-d53");
    await_driver("rndis_host");
    base::Child wire = start_wire({kD53});
    {
        testing::SocketRouter router(kSocket, base::Deadline(kTime));
        EXPECT_EQ(router.await("connect", base::Deadline(kTime)), "connect speed 2");
        EXPECT_EQ(driver(), "usbfs");
        const base::Output other = check({kD53});
        EXPECT_EQ(other.status.code, 1);
        EXPECT_THAT(other.err, HasSubstr("another program has claimed its interface 1-1:2.0"));
        EXPECT_EQ(router.ask_device_descriptor(base::Deadline(kTime)),
                  "control id 7 status 0 length 18: 12 01 10 02 00 00 00 40 8d 0e 28 20 23 02 01 02 03 02");
    }
    EXPECT_EQ(wire.stop(5s).code, 0);
    await_driver("rndis_host");
    EXPECT_EQ(base::read_file("/tmp/wire-out"), "plugged\n");
}

TEST_F(RealDeviceInVm, IsWaitedForWhileAnotherIsThere) {
    plug("quanta-d53");
    await_device(kD53);
    base::Child wire = start_wire({kT10});
    testing::SocketRouter router(kSocket, base::Deadline(kTime));
    router.await("hello", base::Deadline(kTime));
    gadget_.reset();
    plug("franklin-t10");
    EXPECT_EQ(router.await("connect", base::Deadline(kTime)), "connect speed 2");
    EXPECT_THAT(router.ask_device_descriptor(base::Deadline(kTime)), HasSubstr("c6 05 57 90"));
    EXPECT_THAT(router.seen(), Contains("interfaces"));
}

TEST_F(RealDeviceInVm, PassesBulkTransfers) {
    const testing::LoopbackGadget gadget{base::Deadline(kTime)};
    base::Child wire = start_wire({testing::LoopbackGadget::kIdentity, "1-1"});
    testing::SocketRouter router(kSocket, base::Deadline(kTime));
    router.await("connect", base::Deadline(kTime));
    EXPECT_THAT(router.seen(), Contains("endpoints 01/2/512 81/2/512"));
    EXPECT_EQ(router.write(0x01, "tether", base::Deadline(kTime)), "bulk 01 id 8 status 0 length 6");
    router.ask(0x81);
    EXPECT_EQ(router.await("bulk", base::Deadline(kTime)),
              "bulk 81 id 9 status 0 length 6: 74 65 74 68 65 72");
}

TEST_F(RealDeviceInVm, MayGoInTheMiddleOfATransferAndComeBack) {
    testing::LoopbackGadget gadget{base::Deadline(kTime)};
    base::Child wire = start_wire({testing::LoopbackGadget::kIdentity});
    testing::SocketRouter router(kSocket, base::Deadline(kTime));
    router.await("connect", base::Deadline(kTime));
    router.ask(0x81);
    EXPECT_THAT(router.ask_device_descriptor(base::Deadline(kTime)), HasSubstr("25 05 a0 a4"));
    gadget.unplug();
    router.await("disconnect", base::Deadline(kTime));
    EXPECT_THAT(router.seen(), Contains("bulk 81 id 9 status 3 length 0"));  // usb_redir_ioerror
    gadget.plug();
    EXPECT_EQ(router.await("connect", base::Deadline(kTime)), "connect speed 2");
    EXPECT_EQ(router.write(0x01, "again", base::Deadline(kTime)), "bulk 01 id 8 status 0 length 5");
    EXPECT_EQ(base::read_file("/tmp/wire-out"), "plugged\ngone\nplugged\n");
    EXPECT_THAT(base::read_file(kSaid), ContainsRegex("tetherlab-wire: /dev/bus/usb/001/[0-9]* has gone\n"));
    EXPECT_EQ(wire.stop(5s).code, 0);
}

}  // namespace
}  // namespace tetherlab::wire
