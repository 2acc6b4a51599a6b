// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/virtual/wire/controller.hpp"
#include "lab/virtual/wire/endpoint_table.hpp"
#include "lab/virtual/wire/redir_parser.hpp"
#include "lab/virtual/wire/router_requests.hpp"

#include <cstdint>
#include <map>
#include <string_view>
#include <unordered_map>

namespace tetherlab::wire {

// One usbredir connection with one router, from hello to hang-up: translates between it and the gadget's
// controller. The gadget sees exactly the transfers of the router, no other ones. `peer`, `controller` and
// `log` outlive it.
class UdcSession : private RouterRequests {
public:
    // The least time between two packets of an interrupt endpoint. A host asks once per bInterval of its own
    // clock, 32 ms with a D53, and has done with one before the next comes; a router that gets a fraction of
    // its processor has not. Linux then loses the second of f_ecm's two, that the link is off and that it is
    // on, and has no carrier for good (docs/kernel-notes.md).
    static constexpr std::chrono::milliseconds kRest{250};

    // Queues the hello. The controller is attached once the router has said hello too. Throws base::Error.
    UdcSession(Peer& peer, Controller& controller, const Log& log);

    // Takes what the router has sent. A router that sends what makes no sense gets its device unplugged and
    // is no longer listened to. Throws what the peer throws.
    void receive();

    void send() { parser_.send(); }

    bool has_output() const { return parser_.has_output(); }

    // When to call release(), if ever.
    std::optional<Departure::Time> due() const;

    // Lets the router know that the device has gone or that another one is there, and asks for the next
    // notifications, if it is time.
    void release(Departure::Time now);

    // The controller has sent this.
    void handle(const tether_udc_message& message, std::span<const std::byte> data);

    // Ends the router's part of the session, but not the session.
    void give_up(std::string_view reason);

private:
    enum class Kind : std::uint8_t {
        kControl,
        kBulk,
        kInterrupt,
        kPoll,
        kSetConfiguration,
        kGetConfiguration,
        kSetAlternate,
        kGetAlternate,
    };

    // An interrupt endpoint that the router listens to.
    struct Polling {
        PacketId next = 0;
        std::optional<Departure::Time> rests_until;  // no poll is in the controller before
    };

    // A transfer in the controller, and what its answer has to repeat.
    struct Transfer {
        Kind kind{};
        std::uint8_t endpoint = 0;
        PacketId packet = 0;
        usb_redir_control_packet_header control{};
        std::uint32_t stream = 0;
    };

    void hello() override;
    void refused() override;
    void reset() override;
    void set_configuration(PacketId id, std::uint8_t value) override;
    void get_configuration(PacketId id) override;
    void set_alternate(PacketId id, std::uint8_t interface, std::uint8_t alternate) override;
    void get_alternate(PacketId id, std::uint8_t interface) override;
    void start_interrupts(PacketId id, std::uint8_t endpoint) override;
    void stop_interrupts(PacketId id, std::uint8_t endpoint) override;
    void cancel(PacketId id) override;
    void control(PacketId id, const usb_redir_control_packet_header& header,
                 std::span<const std::byte> data) override;
    void bulk(PacketId id, const usb_redir_bulk_packet_header& header,
              std::span<const std::byte> data) override;
    void interrupt(PacketId id, const usb_redir_interrupt_packet_header& header,
                   std::span<const std::byte> data) override;

    void submit_control(const Transfer& transfer, std::span<const std::byte> data);
    void submit(const Transfer& transfer, std::uint32_t size, std::span<const std::byte> data);
    void poll(std::uint8_t endpoint);
    void stop_polls(std::uint8_t endpoint);

    void connect(std::uint8_t speed);
    void unplugged();
    void send_interfaces();
    void done(const tether_udc_message& message, std::span<const std::byte> data);
    void fail(const Transfer& transfer);
    void answer(const Transfer& transfer, const tether_udc_message& message, std::span<const std::byte> data);
    void answer_control(const Transfer& transfer, const tether_udc_message& message,
                        std::span<const std::byte> data);
    void answer_bulk(const Transfer& transfer, const tether_udc_message& message,
                     std::span<const std::byte> data);
    void answer_interrupt(const Transfer& transfer, const tether_udc_message& message);
    void answer_poll(const Transfer& transfer, const tether_udc_message& message,
                     std::span<const std::byte> data);
    void answer_configuration(const Transfer& transfer, const tether_udc_message& message,
                              std::span<const std::byte> data);
    void answer_alternate(const Transfer& transfer, const tether_udc_message& message,
                          std::span<const std::byte> data);

    Controller& controller_;
    const Log& log_;
    RedirParser parser_;
    bool given_up_ = false;
    bool connected_ = false;                  // the router knows of a device, and it is there
    std::optional<std::uint8_t> next_speed_;  // of another one, which the router does not know of yet
    EndpointTable endpoints_;
    std::uint64_t next_id_ = 0;
    std::unordered_map<std::uint64_t, Transfer> transfers_;  // by the id that the controller knows
    std::map<std::uint8_t, Polling> polled_;
};

}  // namespace tetherlab::wire
