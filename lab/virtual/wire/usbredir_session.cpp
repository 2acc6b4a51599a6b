// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/usbredir_session.hpp"

#include "gadget/base/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <cstring>
#include <utility>

namespace tetherlab::wire {

UsbredirSession::UsbredirSession(libusb_context* usb, Peer& peer, const Log& log,
                                 std::function<void()> on_plugged)
    : usb_(usb),
      peer_(peer),
      log_(log),
      on_plugged_(std::move(on_plugged)),
      host_(nullptr, usbredirhost_close) {
    host_.reset(usbredirhost_open(usb_, nullptr, on_log, on_read, on_write, this, "tetherlab-wire",
                                  usbredirparser_warning, 0));
    barrier_.rethrow();
    if (!host_) throw base::Error("open", "usbredir connection", "libusbredirhost refused");
}

void UsbredirSession::plug(const UsbDevice& device) {
    unplug();
    next_ = device;
    settle();
}

void UsbredirSession::open(const UsbDevice& device) {
    node_ = base::UniqueFd(::open(device.node().c_str(), O_RDWR | O_CLOEXEC));
    if (!node_) {
        log_(fmt::format("open {}: {}", device.node().native(), std::strerror(errno)));
        return;
    }
    libusb_device_handle* handle = nullptr;
    int status = libusb_wrap_sys_device(usb_, node_.get(), &handle);
    if (status != LIBUSB_SUCCESS) {
        log_(fmt::format("wrap {}: {}", device.node().native(), libusb_error_name(status)));
        node_.reset();
        return;
    }
    outbox_.departure().arrive();
    status = usbredirhost_set_device(host_.get(), handle);  // takes the handle, also when it fails
    barrier_.rethrow();
    if (status != usb_redir_success) {
        log_(fmt::format("redirect {}: usbredir status {}", device.node().native(), status));
        node_.reset();
    }
}

void UsbredirSession::unplug() {
    next_.reset();
    usbredirhost_set_device(host_.get(), nullptr);
    node_.reset();
    barrier_.rethrow();
}

void UsbredirSession::receive() {
    outbox_.departure().heard(base::Clock::now());
    const int status = usbredirhost_read_guest_data(host_.get());
    barrier_.rethrow();
    switch (status) {
        case usbredirhost_read_device_rejected:
            log_("the router refused the device");
            unplug();
            break;
        case usbredirhost_read_device_lost:
            unplug();
            break;
        case usbredirhost_read_parse_error:
            log_("the router sent a packet that makes no sense, ignoring");
            break;
        default:
            break;
    }
}

void UsbredirSession::settle() {
    barrier_.rethrow();
    const Departure::Time now = base::Clock::now();
    outbox_.release(now);
    if (next_ && !outbox_.due() && now >= outbox_.departure().vacant()) open(*std::exchange(next_, {}));
}

std::optional<Departure::Time> UsbredirSession::due() const {
    if (outbox_.due()) return outbox_.due();
    return next_ ? std::optional(outbox_.departure().vacant()) : std::nullopt;
}

void UsbredirSession::send() {
    if (usbredirhost_has_data_to_write(host_.get()) > 0) usbredirhost_write_guest_data(host_.get());
    barrier_.rethrow();
    outbox_.write_to(peer_);
}

bool UsbredirSession::has_output() const {
    return !outbox_.empty() || usbredirhost_has_data_to_write(host_.get()) > 0;
}

void UsbredirSession::heard(std::uint32_t type) {
    switch (type) {
        case usb_redir_reset:
            outbox_.departure().heard_reset(base::Clock::now());
            break;
        case usb_redir_set_configuration:
        case usb_redir_get_configuration:
        case usb_redir_set_alt_setting:
        case usb_redir_get_alt_setting:
        case usb_redir_control_packet:
            outbox_.departure().heard_control(base::Clock::now());
            break;
        default:
            break;
    }
}

void UsbredirSession::on_log(void* self, int, const char* message) {
    auto& session = *static_cast<UsbredirSession*>(self);
    session.barrier_.guard(0, [&] {
        session.log_(message);
        return 0;
    });
}

int UsbredirSession::on_read(void* self, uint8_t* data, int count) {
    auto& session = *static_cast<UsbredirSession*>(self);
    return session.barrier_.guard(-1, [&] {
        const std::span into(reinterpret_cast<std::byte*>(data), static_cast<std::size_t>(count));
        const std::size_t size = session.peer_.read(into);
        session.scanner_.take(into.first(size), [&session](std::uint32_t type) { session.heard(type); });
        return static_cast<int>(size);
    });
}

int UsbredirSession::on_write(void* self, uint8_t* data, int count) {
    auto& session = *static_cast<UsbredirSession*>(self);
    return session.barrier_.guard(-1, [&] {
        const std::span packet(reinterpret_cast<const std::byte*>(data), static_cast<std::size_t>(count));
        if (!session.outbox_.add(packet, base::Clock::now())) return 0;
        if (packet_type(packet) == usb_redir_device_connect) session.on_plugged_();
        return count;
    });
}

}  // namespace tetherlab::wire
