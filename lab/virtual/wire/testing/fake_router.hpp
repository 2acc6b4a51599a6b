// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "lab/virtual/wire/testing/fake_peer.hpp"

#include <fmt/format.h>
#include <usbredirparser.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tetherlab::wire::testing {

// The router's side of a connection, as QEMU is: says hello when it is made and records what it is told, one
// line for each packet.
class FakeRouter {
public:
    explicit FakeRouter(FakePeer& peer)
        : peer_(peer), parser_(usbredirparser_create(), usbredirparser_destroy) {
        parser_->priv = this;
        parser_->log_func = [](void*, int, const char*) {};
        parser_->read_func = on_read;
        parser_->write_func = on_write;
        set_callbacks();
        std::array<uint32_t, USB_REDIR_CAPS_SIZE> capabilities{};
        usbredirparser_caps_set_cap(capabilities.data(), usb_redir_cap_connect_device_version);
        usbredirparser_caps_set_cap(capabilities.data(), usb_redir_cap_ep_info_max_packet_size);
        usbredirparser_caps_set_cap(capabilities.data(), usb_redir_cap_64bits_ids);
        usbredirparser_caps_set_cap(capabilities.data(), usb_redir_cap_32bits_bulk_length);
        usbredirparser_init(parser_.get(), "fake", capabilities.data(), USB_REDIR_CAPS_SIZE, 0);
        flush();
    }

    usbredirparser* get() { return parser_.get(); }

    // What was sent with usbredirparser_send_*() goes to the wire.
    void flush() { usbredirparser_do_write(parser_.get()); }

    // Takes what the wire has written. Returns the lines, oldest first.
    std::vector<std::string> take() {
        usbredirparser_do_read(parser_.get());
        return std::exchange(lines_, {});
    }

private:
    static FakeRouter& self(void* priv) { return *static_cast<FakeRouter*>(priv); }

    static int on_read(void* priv, uint8_t* data, int count) {
        auto& output = self(priv).peer_.output;
        const auto size = std::min(static_cast<std::ptrdiff_t>(output.size()), std::ptrdiff_t{count});
        std::copy_n(output.begin(), size, reinterpret_cast<std::byte*>(data));
        output.erase(output.begin(), output.begin() + size);
        return static_cast<int>(size);
    }

    static int on_write(void* priv, uint8_t* data, int count) {
        const auto* bytes = reinterpret_cast<const std::byte*>(data);
        auto& input = self(priv).peer_.input;
        input.insert(input.end(), bytes, bytes + count);
        return count;
    }

    static void note(void* priv, std::string line) { self(priv).lines_.push_back(std::move(line)); }

    static void note_data(void* priv, std::string line, uint8_t* data, int size) {
        for (int i = 0; i < size; ++i) line += fmt::format("{}{:02x}", i == 0 ? ": " : " ", data[i]);
        usbredirparser_free_packet_data(self(priv).parser_.get(), data);
        note(priv, std::move(line));
    }

    void set_callbacks() {
        parser_->hello_func = [](void* p, usb_redir_hello_header*) { note(p, "hello"); };
        parser_->ep_info_func = [](void* p, usb_redir_ep_info_header* h) {
            std::string line = "endpoints";
            for (int i = 1; i < 32; ++i)
                if (i != 16 && h->type[i] != usb_redir_type_invalid)
                    line += fmt::format(" {:02x}/{}/{}", (i & 15) | (i & 16) << 3, +h->type[i],
                                        uint16_t{h->max_packet_size[i]});
            note(p, line);
        };
        parser_->interface_info_func = [](void* p, usb_redir_interface_info_header*) {
            note(p, "interfaces");
        };
        parser_->device_connect_func = [](void* p, usb_redir_device_connect_header* h) {
            note(p, fmt::format("connect speed {}", +h->speed));
        };
        parser_->iso_stream_status_func = [](void*, uint64_t, usb_redir_iso_stream_status_header*) {};
        parser_->device_disconnect_func = [](void* p) { note(p, "disconnect"); };
        parser_->configuration_status_func = [](void* p, uint64_t id,
                                                usb_redir_configuration_status_header* h) {
            note(p, fmt::format("configuration {} id {} status {}", +h->configuration, id, +h->status));
        };
        parser_->alt_setting_status_func = [](void* p, uint64_t id, usb_redir_alt_setting_status_header* h) {
            note(p, fmt::format("alternate {}.{} id {} status {}", +h->interface, +h->alt, id, +h->status));
        };
        parser_->interrupt_receiving_status_func = [](void* p, uint64_t,
                                                      usb_redir_interrupt_receiving_status_header* h) {
            note(p, fmt::format("interrupts {:02x} status {}", +h->endpoint, +h->status));
        };
        parser_->control_packet_func = [](void* p, uint64_t id, usb_redir_control_packet_header* h,
                                          uint8_t* data, int size) {
            note_data(p,
                      fmt::format("control id {} status {} length {}", id, +h->status, uint16_t{h->length}),
                      data, size);
        };
        parser_->bulk_packet_func = [](void* p, uint64_t id, usb_redir_bulk_packet_header* h, uint8_t* data,
                                       int size) {
            note_data(p,
                      fmt::format("bulk {:02x} id {} status {} length {}", +h->endpoint, id, +h->status,
                                  uint16_t{h->length}),
                      data, size);
        };
        parser_->interrupt_packet_func = [](void* p, uint64_t id, usb_redir_interrupt_packet_header* h,
                                            uint8_t* data, int size) {
            note_data(p, fmt::format("interrupt {:02x} id {} status {}", +h->endpoint, id, +h->status), data,
                      size);
        };
    }

    FakePeer& peer_;
    std::vector<std::string> lines_;
    std::unique_ptr<usbredirparser, decltype(&usbredirparser_destroy)> parser_;
};

}  // namespace tetherlab::wire::testing
