// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/udc_session.hpp"

#include <fmt/format.h>
#include <linux/usb/ch9.h>

#include <cstring>

namespace tetherlab::wire {

namespace {

std::array<std::uint8_t, 8> setup_bytes(const usb_redir_control_packet_header& header) {
    const auto low = [](std::uint16_t value) { return static_cast<std::uint8_t>(value & 0xff); };
    const auto high = [](std::uint16_t value) { return static_cast<std::uint8_t>(value >> 8); };
    return {header.requesttype, header.request,     low(header.value),  high(header.value),
            low(header.index),  high(header.index), low(header.length), high(header.length)};
}

}  // namespace

UdcSession::UdcSession(Peer& peer, Controller& controller, const Log& log)
    : controller_(controller), log_(log), parser_(peer, *this, log_) {}

void UdcSession::receive() {
    if (given_up_) return;
    if (parser_.receive() == RedirParser::Reading::kNonsense) give_up("it sent a packet that makes no sense");
}

void UdcSession::give_up(std::string_view reason) {
    if (given_up_) return;
    given_up_ = true;
    log_(fmt::format("unplugging the router: {}", reason));
    controller_.send(make_message(TETHER_UDC_DETACH), {});
}

void UdcSession::hello() {
    tether_udc_message attach = make_message(TETHER_UDC_ATTACH);
    attach.attach = {.speed = TETHER_UDC_HIGH_SPEED, .max_speed = TETHER_UDC_SUPER_SPEED};
    controller_.send(attach, {});
}

void UdcSession::refused() {
    give_up("it refused the device");
}

// The controller drops the polls; the router does not ask for them again.
void UdcSession::reset() {
    const Departure::Reset reset = parser_.departure().heard_reset(base::Clock::now());
    if (!connected_ || reset != Departure::Reset::kPort) return;
    controller_.send(make_message(TETHER_UDC_RESET), {});
    for (const auto& [endpoint, polling] : polled_)
        if (!polling.rests_until) poll(endpoint);
}

void UdcSession::set_configuration(PacketId id, std::uint8_t value) {
    usb_redir_control_packet_header setup{};
    setup.requesttype = USB_DIR_OUT | USB_RECIP_DEVICE;
    setup.request = USB_REQ_SET_CONFIGURATION;
    setup.value = value;
    submit_control({.kind = Kind::kSetConfiguration, .packet = id, .control = setup}, {});
}

void UdcSession::get_configuration(PacketId id) {
    usb_redir_control_packet_header setup{};
    setup.requesttype = USB_DIR_IN | USB_RECIP_DEVICE;
    setup.request = USB_REQ_GET_CONFIGURATION;
    setup.length = 1;
    submit_control({.kind = Kind::kGetConfiguration, .packet = id, .control = setup}, {});
}

void UdcSession::set_alternate(PacketId id, std::uint8_t interface, std::uint8_t alternate) {
    usb_redir_control_packet_header setup{};
    setup.requesttype = USB_DIR_OUT | USB_RECIP_INTERFACE;
    setup.request = USB_REQ_SET_INTERFACE;
    setup.value = alternate;
    setup.index = interface;
    submit_control({.kind = Kind::kSetAlternate, .packet = id, .control = setup}, {});
}

void UdcSession::get_alternate(PacketId id, std::uint8_t interface) {
    usb_redir_control_packet_header setup{};
    setup.requesttype = USB_DIR_IN | USB_RECIP_INTERFACE;
    setup.request = USB_REQ_GET_INTERFACE;
    setup.index = interface;
    setup.length = 1;
    submit_control({.kind = Kind::kGetAlternate, .packet = id, .control = setup}, {});
}

void UdcSession::start_interrupts(PacketId id, std::uint8_t endpoint) {
    const bool possible = connected_ && endpoints_.interrupt_in_size(endpoint) != 0;
    usb_redir_interrupt_receiving_status_header status{
        .status = static_cast<std::uint8_t>(possible ? usb_redir_success : usb_redir_inval),
        .endpoint = endpoint};
    usbredirparser_send_interrupt_receiving_status(parser_.get(), id, &status);
    if (possible && polled_.try_emplace(endpoint).second) poll(endpoint);
}

void UdcSession::stop_interrupts(PacketId id, std::uint8_t endpoint) {
    stop_polls(endpoint);
    usb_redir_interrupt_receiving_status_header status{.status = usb_redir_success, .endpoint = endpoint};
    usbredirparser_send_interrupt_receiving_status(parser_.get(), id, &status);
}

void UdcSession::poll(std::uint8_t endpoint) {
    const std::uint16_t size = endpoints_.interrupt_in_size(endpoint);
    if (size != 0) submit({.kind = Kind::kPoll, .endpoint = endpoint}, size, {});
}

void UdcSession::stop_polls(std::uint8_t endpoint) {
    if (polled_.erase(endpoint) == 0) return;
    for (const auto& [id, transfer] : transfers_)
        if (transfer.kind == Kind::kPoll && transfer.endpoint == endpoint)
            controller_.send(make_message(TETHER_UDC_CANCEL, endpoint, id), {});
}

// Comes too late if the answer is already on its way: the router then takes that one.
void UdcSession::cancel(PacketId packet) {
    for (const auto& [id, transfer] : transfers_)
        if (transfer.packet == packet && transfer.kind != Kind::kPoll)
            controller_.send(make_message(TETHER_UDC_CANCEL, transfer.endpoint, id), {});
}

void UdcSession::control(PacketId id, const usb_redir_control_packet_header& header,
                         std::span<const std::byte> data) {
    submit_control({.kind = Kind::kControl, .packet = id, .control = header}, data);
}

void UdcSession::bulk(PacketId id, const usb_redir_bulk_packet_header& header,
                      std::span<const std::byte> data) {
    const std::uint32_t size = std::uint32_t{header.length_high} << 16 | header.length;
    submit({.kind = Kind::kBulk, .endpoint = header.endpoint, .packet = id, .stream = header.stream_id}, size,
           data);
}

void UdcSession::interrupt(PacketId id, const usb_redir_interrupt_packet_header& header,
                           std::span<const std::byte> data) {
    submit({.kind = Kind::kInterrupt, .endpoint = header.endpoint, .packet = id}, header.length, data);
}

void UdcSession::submit_control(const Transfer& transfer, std::span<const std::byte> data) {
    parser_.departure().heard_control(base::Clock::now());
    if (!connected_) return fail(transfer);
    const std::uint64_t id = next_id_++;
    tether_udc_message message = make_message(TETHER_UDC_CONTROL, 0, id);
    const auto setup = setup_bytes(transfer.control);
    std::memcpy(message.setup, setup.data(), setup.size());
    transfers_.emplace(id, transfer);
    controller_.send(message, data);
}

void UdcSession::submit(const Transfer& transfer, std::uint32_t size, std::span<const std::byte> data) {
    if (!connected_) return fail(transfer);
    if (size > TETHER_UDC_MAX_LENGTH || (transfer.endpoint & 0x70) != 0 || (transfer.endpoint & 0x0f) == 0) {
        give_up(fmt::format("it asked for {} bytes on endpoint {:#04x}", size, transfer.endpoint));
        return;
    }
    const std::uint64_t id = next_id_++;
    const bool in = (transfer.endpoint & USB_DIR_IN) != 0;
    tether_udc_message message = make_message(in ? TETHER_UDC_IN : TETHER_UDC_OUT, transfer.endpoint, id);
    if (in) message.in.size = size;
    transfers_.emplace(id, transfer);
    controller_.send(message, data);
}

}  // namespace tetherlab::wire
