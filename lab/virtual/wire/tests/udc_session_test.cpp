// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/udc_session.hpp"

#include "gadget/base/error.hpp"
#include "lab/virtual/wire/testing/fake_controller.hpp"
#include "lab/virtual/wire/testing/fake_router.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <string>
#include <vector>

using namespace tetherlab;
using namespace tetherlab::wire;
using namespace tetherlab::wire::testing;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

namespace {

class UdcSessionTest : public ::testing::Test {
protected:
    UdcSessionTest() { router_to_wire(); }

    void router_to_wire() {
        router_.flush();
        session_.receive();
    }

    std::vector<std::string> wire_to_router() {
        session_.send();
        return router_.take();
    }

    void connect() {
        tether_udc_message message = make_message(TETHER_UDC_CONNECT);
        message.connect.speed = TETHER_UDC_HIGH_SPEED;
        session_.handle(message, {});
    }

    void plug() {
        connect();
        wire_to_router();
        controller_.take();
    }

    void enable(std::uint8_t address, std::uint8_t attributes, std::uint16_t max_packet) {
        tether_udc_message message = make_message(TETHER_UDC_ENDPOINT, address);
        message.endpoint_state.state = TETHER_UDC_ENABLED;
        message.endpoint_state.attributes = attributes;
        message.endpoint_state.interval = 9;
        message.endpoint_state.max_packet = max_packet;
        session_.handle(message, {});
    }

    void done(std::uint64_t id, int status, std::uint32_t actual, std::vector<std::byte> data = {}) {
        tether_udc_message message = make_message(TETHER_UDC_DONE, 0, id);
        message.done = {.status = status, .actual = actual};
        session_.handle(message, data);
    }

    void reset() {
        usbredirparser_send_reset(router_.get());
        router_to_wire();
    }

    void get_status() {
        usb_redir_control_packet_header header{};
        header.endpoint = 0x80;
        header.requesttype = 0x80;
        header.length = 2;
        usbredirparser_send_control_packet(router_.get(), 7, &header, nullptr, 0);
        router_to_wire();
    }

    void bulk_in(std::uint64_t id) {
        usb_redir_bulk_packet_header header{};
        header.endpoint = 0x81;
        header.length = 2048;
        usbredirparser_send_bulk_packet(router_.get(), id, &header, nullptr, 0);
        router_to_wire();
    }

    void start_interrupts() {
        usb_redir_start_interrupt_receiving_header header{.endpoint = 0x82};
        usbredirparser_send_start_interrupt_receiving(router_.get(), 0, &header);
        router_to_wire();
    }

    FakePeer peer_;
    FakeController controller_;
    std::vector<std::string> lines_;
    const Log log_ = [this](std::string_view line) { lines_.emplace_back(line); };
    FakeRouter router_{peer_};
    UdcSession session_{peer_, controller_, log_};
};

}  // namespace

TEST_F(UdcSessionTest, AttachesOnceTheRouterHasSaidHello) {
    EXPECT_THAT(controller_.take(), ElementsAre("attach 3 5"));
    EXPECT_THAT(wire_to_router(), ElementsAre("hello"));
}

TEST_F(UdcSessionTest, TellsEndpointsAndInterfacesBeforeTheDevice) {
    wire_to_router();
    connect();
    EXPECT_THAT(wire_to_router(), ElementsAre("endpoints", "interfaces", "connect speed 2"));
}

TEST_F(UdcSessionTest, AsksTheGadgetNothingOfItsOwnAccord) {
    controller_.take();
    connect();
    EXPECT_THAT(controller_.take(), IsEmpty());
}

TEST_F(UdcSessionTest, CarriesAControlTransfer) {
    plug();
    get_status();
    EXPECT_THAT(controller_.take(), ElementsAre("control 80 00 00 00 00 00 02 00 :"));
    done(controller_.last_id, 0, 2, {std::byte{1}, std::byte{0}});
    EXPECT_THAT(wire_to_router(), ElementsAre("control id 7 status 0 length 2: 01 00"));
}

TEST_F(UdcSessionTest, AnswersOutWithItsLengthAndNoData) {
    plug();
    usb_redir_bulk_packet_header header{};
    header.endpoint = 0x01;
    header.length = 3;
    std::array<uint8_t, 3> data{1, 2, 3};
    usbredirparser_send_bulk_packet(router_.get(), 9, &header, data.data(), 3);
    router_to_wire();
    EXPECT_THAT(controller_.take(), ElementsAre("out 01: 01 02 03"));
    done(controller_.last_id, 0, 3);
    EXPECT_THAT(wire_to_router(), ElementsAre("bulk 01 id 9 status 0 length 3"));
}

TEST_F(UdcSessionTest, TellsTheEndpointsBeforeAConfigurationIsSet) {
    plug();
    usb_redir_set_configuration_header header{.configuration = 2};
    usbredirparser_send_set_configuration(router_.get(), 4, &header);
    router_to_wire();
    EXPECT_THAT(controller_.take(), ElementsAre("control 00 09 02 00 00 00 00 00 :"));
    enable(0x82, 3, 8);
    enable(0x81, 2, 512);
    enable(0x01, 2, 512);
    done(controller_.last_id, 0, 0);
    EXPECT_THAT(wire_to_router(), ElementsAre("endpoints 01/2/512 81/2/512 82/3/8", "interfaces",
                                              "configuration 2 id 4 status 0"));
}

TEST_F(UdcSessionTest, TellsTheEndpointsBeforeAnAlternateSettingIsSet) {
    plug();
    usb_redir_set_alt_setting_header header{.interface = 1, .alt = 1};
    usbredirparser_send_set_alt_setting(router_.get(), 5, &header);
    router_to_wire();
    EXPECT_THAT(controller_.take(), ElementsAre("control 01 0b 01 00 01 00 00 00 :"));
    done(controller_.last_id, -EPIPE, 0);
    EXPECT_THAT(wire_to_router(), ElementsAre("endpoints", "interfaces", "alternate 1.1 id 5 status 4"));
}

TEST_F(UdcSessionTest, MakesOneResetOfQemusTwo) {
    plug();
    reset();
    reset();
    EXPECT_THAT(controller_.take(), ElementsAre("reset"));
}

TEST_F(UdcSessionTest, PassesOnTheResetAfterATransfer) {
    plug();
    reset();
    get_status();
    controller_.take();
    reset();
    EXPECT_THAT(controller_.take(), ElementsAre("reset"));
}

TEST_F(UdcSessionTest, AnswersACancelledTransferOnce) {
    plug();
    bulk_in(11);
    const auto id = controller_.last_id;
    usbredirparser_send_cancel_data_packet(router_.get(), 11);
    router_to_wire();
    EXPECT_THAT(controller_.take(), ElementsAre("in 81 2048", fmt::format("cancel 81 {}", id)));
    done(id, -ECONNRESET, 0);
    EXPECT_THAT(wire_to_router(), ElementsAre("bulk 81 id 11 status 1 length 0"));
}

TEST_F(UdcSessionTest, IgnoresACancelThatComesTooLate) {
    plug();
    bulk_in(11);
    done(controller_.last_id, 0, 0);
    controller_.take();
    usbredirparser_send_cancel_data_packet(router_.get(), 11);
    router_to_wire();
    EXPECT_THAT(controller_.take(), IsEmpty());
}

TEST_F(UdcSessionTest, PollsAnInterruptEndpointWhileTheRouterWants) {
    plug();
    enable(0x82, 3, 8);
    start_interrupts();
    EXPECT_THAT(controller_.take(), ElementsAre("in 82 8"));
    done(controller_.last_id, 0, 1, {std::byte{0xa1}});
    EXPECT_THAT(wire_to_router(), ElementsAre("interrupts 82 status 0", "interrupt 82 id 0 status 0: a1"));
    session_.release(*session_.due());
    EXPECT_THAT(controller_.take(), ElementsAre("in 82 8"));
}

TEST_F(UdcSessionTest, LeavesTheRouterTimeBetweenTwoNotifications) {
    plug();
    enable(0x82, 3, 8);
    start_interrupts();
    controller_.take();
    const auto before = base::Clock::now();
    done(controller_.last_id, 0, 1, {std::byte{0xa1}});
    EXPECT_GE(session_.due(), before + UdcSession::kRest);
    session_.release(*session_.due() - std::chrono::nanoseconds(1));
    EXPECT_THAT(controller_.take(), IsEmpty());
}

TEST_F(UdcSessionTest, PollsAgainAfterAReset) {
    plug();
    enable(0x82, 3, 8);
    start_interrupts();
    controller_.take();
    reset();
    EXPECT_THAT(controller_.take(), ElementsAre("reset", "in 82 8"));
}

TEST_F(UdcSessionTest, RefusesToPollWhatIsNoInterruptEndpoint) {
    plug();
    start_interrupts();
    EXPECT_THAT(controller_.take(), IsEmpty());
    EXPECT_THAT(wire_to_router(), ElementsAre("interrupts 82 status 2"));
}

TEST_F(UdcSessionTest, FailsTransfersOfADeviceThatHasGoneUntilTheRouterIsQuiet) {
    plug();
    session_.handle(make_message(TETHER_UDC_DISCONNECT), {});
    bulk_in(3);
    EXPECT_THAT(controller_.take(), IsEmpty());
    EXPECT_THAT(wire_to_router(), ElementsAre("bulk 81 id 3 status 3 length 0"));
    session_.release(*session_.due());
    EXPECT_THAT(wire_to_router(), ElementsAre("disconnect"));
}

TEST_F(UdcSessionTest, AnswersATransferThatTheControllerGotTooLate) {
    plug();
    bulk_in(3);
    session_.handle(make_message(TETHER_UDC_DISCONNECT), {});
    done(controller_.last_id, -ESHUTDOWN, 0);
    EXPECT_THAT(wire_to_router(), ElementsAre("bulk 81 id 3 status 3 length 0"));
}

TEST_F(UdcSessionTest, ConnectsTheNextDeviceOnlyAfterTheDisconnect) {
    plug();
    session_.handle(make_message(TETHER_UDC_DISCONNECT), {});
    connect();
    EXPECT_THAT(wire_to_router(), IsEmpty());
    session_.release(*session_.due());
    EXPECT_THAT(wire_to_router(), ElementsAre("disconnect", "endpoints", "interfaces", "connect speed 2"));
}

TEST_F(UdcSessionTest, KeepsADeviceThatHasGoneForARouterInConversation) {
    plug();
    get_status();
    session_.handle(make_message(TETHER_UDC_DISCONNECT), {});
    done(controller_.last_id, -ESHUTDOWN, 0);
    session_.release(base::Clock::now() + Departure::kQuiet);
    EXPECT_THAT(wire_to_router(), ElementsAre("control id 7 status 3 length 0"));
    session_.release(*session_.due());
    EXPECT_THAT(wire_to_router(), ElementsAre("disconnect"));
}

TEST_F(UdcSessionTest, ConnectsTheNextDeviceOnlyAfterARouterHasGivenItsResetUp) {
    plug();
    get_status();
    session_.handle(make_message(TETHER_UDC_DISCONNECT), {});
    reset();
    connect();
    wire_to_router();
    session_.release(*session_.due());
    EXPECT_THAT(wire_to_router(), ElementsAre("disconnect"));
    session_.release(*session_.due());
    EXPECT_THAT(wire_to_router(), ElementsAre("endpoints", "interfaces", "connect speed 2"));
}

TEST_F(UdcSessionTest, ForgetsTheNextDeviceThatGoesBeforeTheRouterKnowsOfIt) {
    plug();
    session_.handle(make_message(TETHER_UDC_DISCONNECT), {});
    connect();
    session_.handle(make_message(TETHER_UDC_DISCONNECT), {});
    session_.release(*session_.due());
    EXPECT_THAT(wire_to_router(), ElementsAre("disconnect"));
    EXPECT_EQ(session_.due(), std::nullopt);
}

TEST_F(UdcSessionTest, UnplugsARouterThatSendsNonsense) {
    plug();
    peer_.input.assign(64, std::byte{0xff});
    session_.receive();
    EXPECT_THAT(controller_.take(), ElementsAre("detach"));
    EXPECT_THAT(lines_, Contains("unplugging the router: it sent a packet that makes no sense"));
}

TEST_F(UdcSessionTest, UnplugsARouterThatAsksForTooMuch) {
    plug();
    usb_redir_bulk_packet_header header{};
    header.endpoint = 0x81;
    header.length_high = 0x11;
    usbredirparser_send_bulk_packet(router_.get(), 1, &header, nullptr, 0);
    router_to_wire();
    EXPECT_THAT(controller_.take(), ElementsAre("detach"));
    EXPECT_THAT(lines_, Contains("unplugging the router: it asked for 1114112 bytes on endpoint 0x81"));
}

TEST_F(UdcSessionTest, RefusesIsochronousStreams) {
    plug();
    usb_redir_start_iso_stream_header header{.endpoint = 0x83, .pkts_per_urb = 1, .no_urbs = 1};
    usbredirparser_send_start_iso_stream(router_.get(), 1, &header);
    router_to_wire();
    EXPECT_THAT(controller_.take(), IsEmpty());
}

TEST_F(UdcSessionTest, PassesOnThatThePeerIsBroken) {
    peer_.broken = true;
    EXPECT_THROW(session_.receive(), base::SystemError);
}
