// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/virtual/wire/callback_barrier.hpp"
#include "lab/virtual/wire/outbox.hpp"
#include "lab/virtual/wire/router_requests.hpp"
#include "lab/virtual/wire/usbredir_session.hpp"
#include "lab/virtual/wire/wire.hpp"

#include <usbredirparser.h>

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace tetherlab::wire {

// The device's side of one usbredir connection, through libusbredirparser: bytes from a peer become calls of
// RouterRequests, and packets gathered for it. What it does not know, it refuses by itself. `peer`,
// `requests` and `log` outlive it.
class RedirParser {
public:
    // Queues the hello. Throws base::Error.
    RedirParser(Peer& peer, RouterRequests& requests, const Log& log);
    RedirParser(RedirParser&&) = delete;

    enum class Reading { kDone, kNonsense };

    // Takes what the peer has. kNonsense ends it early: what follows a packet that makes no sense makes none
    // either. Throws what the peer and the requests throw.
    Reading receive();

    // Writes as much as the peer takes. Throws what the peer throws.
    void send();

    // Says that the device has gone, when departure() says so.
    void send_disconnect();

    // To be told of requests and resets; the parser tells it of packets.
    Departure& departure() { return outbox_.departure(); }

    const Departure& departure() const { return outbox_.departure(); }

    // To be called when departure() is due.
    void release(Outbox::Time now) { outbox_.release(now); }

    bool has_output() const {
        return !outbox_.empty() || usbredirparser_has_data_to_write(parser_.get()) > 0;
    }

    // For usbredirparser_send_*().
    usbredirparser* get() { return parser_.get(); }

private:
    template <auto Method>
    struct Callback;

    static void on_log(void* self, int level, const char* message);
    static int on_read(void* self, uint8_t* data, int count);
    static int on_write(void* self, uint8_t* data, int count);

    void set_callbacks();
    void set_refusals();
    void gather();

    void on_hello(usb_redir_hello_header* header);
    void on_reset();
    void on_set_configuration(uint64_t id, usb_redir_set_configuration_header* header);
    void on_get_configuration(uint64_t id);
    void on_set_alternate(uint64_t id, usb_redir_set_alt_setting_header* header);
    void on_get_alternate(uint64_t id, usb_redir_get_alt_setting_header* header);
    void on_start_interrupts(uint64_t id, usb_redir_start_interrupt_receiving_header* header);
    void on_stop_interrupts(uint64_t id, usb_redir_stop_interrupt_receiving_header* header);
    void on_cancel(uint64_t id);
    void on_control(uint64_t id, usb_redir_control_packet_header* header, uint8_t* data, int size);
    void on_bulk(uint64_t id, usb_redir_bulk_packet_header* header, uint8_t* data, int size);
    void on_interrupt(uint64_t id, usb_redir_interrupt_packet_header* header, uint8_t* data, int size);
    void on_filter_reject();
    void on_filter(usbredirfilter_rule* rules, int count);
    void on_disconnect_ack();
    void on_start_iso(uint64_t id, usb_redir_start_iso_stream_header* header);
    void on_stop_iso(uint64_t id, usb_redir_stop_iso_stream_header* header);
    void on_iso(uint64_t id, usb_redir_iso_packet_header* header, uint8_t* data, int size);
    void on_alloc_streams(uint64_t id, usb_redir_alloc_bulk_streams_header* header);
    void on_free_streams(uint64_t id, usb_redir_free_bulk_streams_header* header);
    void on_start_bulk(uint64_t id, usb_redir_start_bulk_receiving_header* header);
    void on_stop_bulk(uint64_t id, usb_redir_stop_bulk_receiving_header* header);

    Peer& peer_;
    RouterRequests& requests_;
    const Log& log_;
    CallbackBarrier barrier_;
    Outbox outbox_;
    std::vector<std::byte> input_;       // what the last read took from the peer
    std::span<const std::byte> unread_;  // of it: not yet taken by the parser
    std::unique_ptr<usbredirparser, decltype(&usbredirparser_destroy)> parser_;
};

}  // namespace tetherlab::wire
