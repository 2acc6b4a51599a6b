// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/redir_parser.hpp"

#include "gadget/base/error.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

namespace tetherlab::wire {

namespace {

constexpr std::size_t kReadSize = 64 * 1024;  // bytes; a virtio port gives 32 KiB at most at a time

// The parser hands over the data of a packet, allocated by it.
class PacketData {
public:
    PacketData(usbredirparser* parser, uint8_t* data, int size)
        : parser_(parser), data_(data), size_(static_cast<std::size_t>(size)) {}

    PacketData(const PacketData&) = delete;

    ~PacketData() { usbredirparser_free_packet_data(parser_, data_); }

    std::span<const std::byte> bytes() const {
        return {reinterpret_cast<const std::byte*>(data_), data_ == nullptr ? 0 : size_};
    }

private:
    usbredirparser* parser_;
    uint8_t* data_;
    std::size_t size_;
};

}  // namespace

// A member function as a callback of the parser: no exception leaves it.
template <typename... Args, void (RedirParser::*Method)(Args...)>
struct RedirParser::Callback<Method> {
    static void call(void* self, Args... args) {
        auto& parser = *static_cast<RedirParser*>(self);
        parser.barrier_.guard(0, [&] {
            (parser.*Method)(args...);
            return 0;
        });
    }
};

RedirParser::RedirParser(Peer& peer, RouterRequests& requests, const Log& log)
    : peer_(peer),
      requests_(requests),
      log_(log),
      input_(kReadSize),
      parser_(usbredirparser_create(), usbredirparser_destroy) {
    if (!parser_) throw base::Error("create", "usbredir parser", "out of memory");
    set_callbacks();
    set_refusals();
    std::array<uint32_t, USB_REDIR_CAPS_SIZE> capabilities{};
    // QEMU's xHCI ports refuse a peer without the last three (hw/usb/redirect.c, usbredir_do_attach(), 7.2).
    usbredirparser_caps_set_cap(capabilities.data(), usb_redir_cap_connect_device_version);
    usbredirparser_caps_set_cap(capabilities.data(), usb_redir_cap_ep_info_max_packet_size);
    usbredirparser_caps_set_cap(capabilities.data(), usb_redir_cap_64bits_ids);
    usbredirparser_caps_set_cap(capabilities.data(), usb_redir_cap_32bits_bulk_length);
    usbredirparser_init(parser_.get(), "tetherlab-wire", capabilities.data(), USB_REDIR_CAPS_SIZE,
                        usbredirparser_fl_usb_host);
    barrier_.rethrow();
}

void RedirParser::set_callbacks() {
    usbredirparser& parser = *parser_;
    parser.priv = this;
    parser.log_func = on_log;
    parser.read_func = on_read;
    parser.write_func = on_write;
    parser.hello_func = Callback<&RedirParser::on_hello>::call;
    parser.reset_func = Callback<&RedirParser::on_reset>::call;
    parser.set_configuration_func = Callback<&RedirParser::on_set_configuration>::call;
    parser.get_configuration_func = Callback<&RedirParser::on_get_configuration>::call;
    parser.set_alt_setting_func = Callback<&RedirParser::on_set_alternate>::call;
    parser.get_alt_setting_func = Callback<&RedirParser::on_get_alternate>::call;
    parser.start_interrupt_receiving_func = Callback<&RedirParser::on_start_interrupts>::call;
    parser.stop_interrupt_receiving_func = Callback<&RedirParser::on_stop_interrupts>::call;
    parser.cancel_data_packet_func = Callback<&RedirParser::on_cancel>::call;
    parser.control_packet_func = Callback<&RedirParser::on_control>::call;
    parser.bulk_packet_func = Callback<&RedirParser::on_bulk>::call;
    parser.interrupt_packet_func = Callback<&RedirParser::on_interrupt>::call;
    parser.filter_reject_func = Callback<&RedirParser::on_filter_reject>::call;
    parser.filter_filter_func = Callback<&RedirParser::on_filter>::call;
    parser.device_disconnect_ack_func = Callback<&RedirParser::on_disconnect_ack>::call;
}

// The parser calls these whatever the capabilities say.
void RedirParser::set_refusals() {
    usbredirparser& parser = *parser_;
    parser.start_iso_stream_func = Callback<&RedirParser::on_start_iso>::call;
    parser.stop_iso_stream_func = Callback<&RedirParser::on_stop_iso>::call;
    parser.iso_packet_func = Callback<&RedirParser::on_iso>::call;
    parser.alloc_bulk_streams_func = Callback<&RedirParser::on_alloc_streams>::call;
    parser.free_bulk_streams_func = Callback<&RedirParser::on_free_streams>::call;
    parser.start_bulk_receiving_func = Callback<&RedirParser::on_start_bulk>::call;
    parser.stop_bulk_receiving_func = Callback<&RedirParser::on_stop_bulk>::call;
}

RedirParser::Reading RedirParser::receive() {
    outbox_.departure().heard(base::Clock::now());
    const int status = usbredirparser_do_read(parser_.get());
    barrier_.rethrow();
    return status == usbredirparser_read_parse_error ? Reading::kNonsense : Reading::kDone;
}

void RedirParser::gather() {
    if (usbredirparser_has_data_to_write(parser_.get()) > 0) usbredirparser_do_write(parser_.get());
    barrier_.rethrow();
}

void RedirParser::send() {
    gather();
    outbox_.write_to(peer_);
}

void RedirParser::send_disconnect() {
    usbredirparser_send_device_disconnect(parser_.get());
    gather();
}

void RedirParser::on_log(void* self, int level, const char* message) {
    if (level > usbredirparser_warning) return;
    auto& parser = *static_cast<RedirParser*>(self);
    parser.barrier_.guard(0, [&] {
        parser.log_(message);
        return 0;
    });
}

int RedirParser::on_read(void* self, uint8_t* data, int count) {
    auto& parser = *static_cast<RedirParser*>(self);
    return parser.barrier_.guard(-1, [&] {
        if (parser.unread_.empty())
            parser.unread_ = std::span(parser.input_).first(parser.peer_.read(parser.input_));
        const auto part =
            parser.unread_.first(std::min(static_cast<std::size_t>(count), parser.unread_.size()));
        if (!part.empty()) std::memcpy(data, part.data(), part.size());
        parser.unread_ = parser.unread_.subspan(part.size());
        return static_cast<int>(part.size());
    });
}

int RedirParser::on_write(void* self, uint8_t* data, int count) {
    auto& parser = *static_cast<RedirParser*>(self);
    return parser.barrier_.guard(-1, [&] {
        const std::span packet(reinterpret_cast<const std::byte*>(data), static_cast<std::size_t>(count));
        return parser.outbox_.add(packet, base::Clock::now()) ? count : 0;
    });
}

void RedirParser::on_hello(usb_redir_hello_header*) {
    requests_.hello();
}

void RedirParser::on_reset() {
    requests_.reset();
}

void RedirParser::on_set_configuration(uint64_t id, usb_redir_set_configuration_header* header) {
    requests_.set_configuration(id, header->configuration);
}

void RedirParser::on_get_configuration(uint64_t id) {
    requests_.get_configuration(id);
}

void RedirParser::on_set_alternate(uint64_t id, usb_redir_set_alt_setting_header* header) {
    requests_.set_alternate(id, header->interface, header->alt);
}

void RedirParser::on_get_alternate(uint64_t id, usb_redir_get_alt_setting_header* header) {
    requests_.get_alternate(id, header->interface);
}

void RedirParser::on_start_interrupts(uint64_t id, usb_redir_start_interrupt_receiving_header* header) {
    requests_.start_interrupts(id, header->endpoint);
}

void RedirParser::on_stop_interrupts(uint64_t id, usb_redir_stop_interrupt_receiving_header* header) {
    requests_.stop_interrupts(id, header->endpoint);
}

void RedirParser::on_cancel(uint64_t id) {
    requests_.cancel(id);
}

void RedirParser::on_control(uint64_t id, usb_redir_control_packet_header* header, uint8_t* data, int size) {
    const PacketData packet(parser_.get(), data, size);
    requests_.control(id, *header, packet.bytes());
}

void RedirParser::on_bulk(uint64_t id, usb_redir_bulk_packet_header* header, uint8_t* data, int size) {
    const PacketData packet(parser_.get(), data, size);
    requests_.bulk(id, *header, packet.bytes());
}

void RedirParser::on_interrupt(uint64_t id, usb_redir_interrupt_packet_header* header, uint8_t* data,
                               int size) {
    const PacketData packet(parser_.get(), data, size);
    requests_.interrupt(id, *header, packet.bytes());
}

void RedirParser::on_filter_reject() {
    requests_.refused();
}

void RedirParser::on_filter(usbredirfilter_rule* rules, int) {
    std::free(rules);  // NOLINT: allocated by the parser; a filter concerns the router
}

void RedirParser::on_disconnect_ack() {}

void RedirParser::on_start_iso(uint64_t id, usb_redir_start_iso_stream_header* header) {
    usb_redir_iso_stream_status_header answer{.status = usb_redir_inval, .endpoint = header->endpoint};
    usbredirparser_send_iso_stream_status(parser_.get(), id, &answer);
}

void RedirParser::on_stop_iso(uint64_t id, usb_redir_stop_iso_stream_header* header) {
    usb_redir_iso_stream_status_header answer{.status = usb_redir_inval, .endpoint = header->endpoint};
    usbredirparser_send_iso_stream_status(parser_.get(), id, &answer);
}

void RedirParser::on_iso(uint64_t, usb_redir_iso_packet_header*, uint8_t* data, int size) {
    const PacketData packet(parser_.get(), data, size);
}

void RedirParser::on_alloc_streams(uint64_t id, usb_redir_alloc_bulk_streams_header* header) {
    usb_redir_bulk_streams_status_header answer{
        .endpoints = header->endpoints, .no_streams = 0, .status = usb_redir_inval};
    usbredirparser_send_bulk_streams_status(parser_.get(), id, &answer);
}

void RedirParser::on_free_streams(uint64_t id, usb_redir_free_bulk_streams_header* header) {
    usb_redir_bulk_streams_status_header answer{
        .endpoints = header->endpoints, .no_streams = 0, .status = usb_redir_inval};
    usbredirparser_send_bulk_streams_status(parser_.get(), id, &answer);
}

void RedirParser::on_start_bulk(uint64_t id, usb_redir_start_bulk_receiving_header* header) {
    usb_redir_bulk_receiving_status_header answer{
        .stream_id = header->stream_id, .endpoint = header->endpoint, .status = usb_redir_inval};
    usbredirparser_send_bulk_receiving_status(parser_.get(), id, &answer);
}

void RedirParser::on_stop_bulk(uint64_t id, usb_redir_stop_bulk_receiving_header* header) {
    usb_redir_bulk_receiving_status_header answer{
        .stream_id = header->stream_id, .endpoint = header->endpoint, .status = usb_redir_inval};
    usbredirparser_send_bulk_receiving_status(parser_.get(), id, &answer);
}

}  // namespace tetherlab::wire
