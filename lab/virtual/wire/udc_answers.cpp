// SPDX-License-Identifier: Apache-2.0
// The half of UdcSession that carries what the controller says to the router.
#include "lab/virtual/wire/udc_session.hpp"

#include <linux/usb/ch9.h>

#include <algorithm>
#include <cerrno>

namespace tetherlab::wire {

namespace {

std::uint8_t redir_status(std::int32_t status) {
    switch (status) {
        case 0:
            return usb_redir_success;
        case -EPIPE:
            return usb_redir_stall;
        case -EOVERFLOW:
            return usb_redir_babble;
        case -ECONNRESET:
            return usb_redir_cancelled;
        default:
            return usb_redir_ioerror;
    }
}

// The parser does not write to what it takes.
std::uint8_t* bytes(std::span<const std::byte> data) {
    return data.empty() ? nullptr
                        : const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(data.data()));
}

std::uint8_t first_byte(std::span<const std::byte> data) {
    return data.empty() ? 0 : std::to_integer<std::uint8_t>(data.front());
}

}  // namespace

void UdcSession::handle(const tether_udc_message& message, std::span<const std::byte> data) {
    switch (message.type) {
        case TETHER_UDC_CONNECT:
            log_("device plugged");
            next_speed_ = message.connect.speed;
            release(base::Clock::now());
            break;
        case TETHER_UDC_DISCONNECT:
            unplugged();
            break;
        case TETHER_UDC_ENDPOINT:
            endpoints_.update(message);
            break;
        case TETHER_UDC_DONE:
            done(message, data);
            break;
        default:
            break;
    }
}

// A router learns what the device is by asking it, as with a cable. What usbredir says here about vendor,
// class and interfaces serves filters and quirks that QEMU has for other devices.
void UdcSession::connect(std::uint8_t speed) {
    connected_ = true;
    parser_.departure().arrive();
    endpoints_ = {};
    send_interfaces();
    usb_redir_device_connect_header header{};
    header.speed = speed == TETHER_UDC_FULL_SPEED ? usb_redir_speed_full : usb_redir_speed_high;
    usbredirparser_send_device_connect(parser_.get(), &header);
}

// Transfers that were written before this was read are answered after it.
void UdcSession::unplugged() {
    log_("device unplugged");
    if (connected_) parser_.send_disconnect();
    connected_ = false;
    next_speed_.reset();
    polled_.clear();
}

std::optional<Departure::Time> UdcSession::due() const {
    const Departure& departure = parser_.departure();
    if (departure.due()) return departure.due();
    if (next_speed_) return departure.vacant();
    std::optional<Departure::Time> first;
    for (const auto& [endpoint, polling] : polled_)
        if (polling.rests_until)
            first = std::min(first.value_or(Departure::Time::max()), *polling.rests_until);
    return first;
}

void UdcSession::release(Departure::Time now) {
    for (auto& [endpoint, polling] : polled_) {
        if (!polling.rests_until || now < *polling.rests_until) continue;
        polling.rests_until.reset();
        poll(endpoint);
    }
    parser_.release(now);
    const Departure& departure = parser_.departure();
    if (!next_speed_ || departure.due() || now < departure.vacant()) return;
    connect(*next_speed_);
    next_speed_.reset();
}

// In the order that QEMU wants before a connect or the status of a configuration.
void UdcSession::send_interfaces() {
    usb_redir_ep_info_header info = endpoints_.info();
    usbredirparser_send_ep_info(parser_.get(), &info);
    usb_redir_interface_info_header interfaces{};
    usbredirparser_send_interface_info(parser_.get(), &interfaces);
}

void UdcSession::done(const tether_udc_message& message, std::span<const std::byte> data) {
    const auto found = transfers_.find(message.id);
    if (found == transfers_.end()) return;
    const Transfer transfer = found->second;
    transfers_.erase(found);
    answer(transfer, message, data);
}

// To the router, a device that has gone fails every transfer until its port says that nothing is there.
void UdcSession::fail(const Transfer& transfer) {
    tether_udc_message message = make_message(TETHER_UDC_DONE);
    message.done = {.status = -ESHUTDOWN, .actual = 0};
    answer(transfer, message, {});
}

void UdcSession::answer(const Transfer& transfer, const tether_udc_message& message,
                        std::span<const std::byte> data) {
    switch (transfer.kind) {
        case Kind::kControl:
            return answer_control(transfer, message, data);
        case Kind::kBulk:
            return answer_bulk(transfer, message, data);
        case Kind::kInterrupt:
            return answer_interrupt(transfer, message);
        case Kind::kPoll:
            return answer_poll(transfer, message, data);
        case Kind::kSetConfiguration:
        case Kind::kGetConfiguration:
            return answer_configuration(transfer, message, data);
        case Kind::kSetAlternate:
        case Kind::kGetAlternate:
            return answer_alternate(transfer, message, data);
    }
}

// An answer to OUT has a length but no data: with data, the parser drops it.
void UdcSession::answer_control(const Transfer& transfer, const tether_udc_message& message,
                                std::span<const std::byte> data) {
    usb_redir_control_packet_header header = transfer.control;
    header.status = redir_status(message.done.status);
    header.length = static_cast<std::uint16_t>(message.done.actual);
    usbredirparser_send_control_packet(parser_.get(), transfer.packet, &header, bytes(data),
                                       static_cast<int>(data.size()));
}

void UdcSession::answer_bulk(const Transfer& transfer, const tether_udc_message& message,
                             std::span<const std::byte> data) {
    usb_redir_bulk_packet_header header{};
    header.endpoint = transfer.endpoint;
    header.status = redir_status(message.done.status);
    header.length = static_cast<std::uint16_t>(message.done.actual & 0xffff);
    header.length_high = static_cast<std::uint16_t>(message.done.actual >> 16);
    header.stream_id = transfer.stream;
    usbredirparser_send_bulk_packet(parser_.get(), transfer.packet, &header, bytes(data),
                                    static_cast<int>(data.size()));
}

void UdcSession::answer_interrupt(const Transfer& transfer, const tether_udc_message& message) {
    usb_redir_interrupt_packet_header header{};
    header.endpoint = transfer.endpoint;
    header.status = redir_status(message.done.status);
    header.length = static_cast<std::uint16_t>(message.done.actual);
    usbredirparser_send_interrupt_packet(parser_.get(), transfer.packet, &header, nullptr, 0);
}

void UdcSession::answer_poll(const Transfer& transfer, const tether_udc_message& message,
                             std::span<const std::byte> data) {
    const auto polled = polled_.find(transfer.endpoint);
    if (polled == polled_.end()) return;
    if (message.done.status == 0) {
        usb_redir_interrupt_packet_header header{};
        header.endpoint = transfer.endpoint;
        header.status = usb_redir_success;
        header.length = static_cast<std::uint16_t>(data.size());
        usbredirparser_send_interrupt_packet(parser_.get(), polled->second.next++, &header, bytes(data),
                                             static_cast<int>(data.size()));
        polled->second.rests_until = base::Clock::now() + kRest;
    } else if (message.done.status == -EPIPE) {
        polled_.erase(polled);
        usb_redir_interrupt_receiving_status_header status{.status = usb_redir_stall,
                                                           .endpoint = transfer.endpoint};
        usbredirparser_send_interrupt_receiving_status(parser_.get(), 0, &status);
    }
}

void UdcSession::answer_configuration(const Transfer& transfer, const tether_udc_message& message,
                                      std::span<const std::byte> data) {
    const bool set = transfer.kind == Kind::kSetConfiguration;
    usb_redir_configuration_status_header header{};
    header.status = redir_status(message.done.status);
    header.configuration = set ? static_cast<std::uint8_t>(transfer.control.value) : first_byte(data);
    if (set) send_interfaces();
    usbredirparser_send_configuration_status(parser_.get(), transfer.packet, &header);
}

void UdcSession::answer_alternate(const Transfer& transfer, const tether_udc_message& message,
                                  std::span<const std::byte> data) {
    const bool set = transfer.kind == Kind::kSetAlternate;
    usb_redir_alt_setting_status_header header{};
    header.status = redir_status(message.done.status);
    header.interface = static_cast<std::uint8_t>(transfer.control.index);
    header.alt = set ? static_cast<std::uint8_t>(transfer.control.value) : first_byte(data);
    if (set) send_interfaces();
    usbredirparser_send_alt_setting_status(parser_.get(), transfer.packet, &header);
}

}  // namespace tetherlab::wire
