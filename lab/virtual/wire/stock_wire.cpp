// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/stock_wire.hpp"

#include "gadget/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tetherlab::wire {

namespace {

using namespace std::chrono_literals;

// libusb's own discovery needs a udevd; devices are handed to it by file instead.
libusb_context* open_libusb() {
    libusb_set_option(nullptr, LIBUSB_OPTION_NO_DEVICE_DISCOVERY);
    libusb_context* context = nullptr;
    const int status = libusb_init(&context);
    if (status != LIBUSB_SUCCESS) throw base::Error("start", "libusb", libusb_error_name(status));
    return context;
}

}  // namespace

StockWire::StockWire(DeviceChoice choice, Log log, Log tell)
    : choice_(std::move(choice)),
      log_(std::move(log)),
      tell_(std::move(tell)),
      usb_(open_libusb(), libusb_exit),
      device_(find_device("/sys", choice_)) {}

StockWire::~StockWire() = default;

void StockWire::add_poll(std::vector<pollfd>& fds) {
    fds.push_back({uevents_.fd(), POLLIN, 0});
    const std::unique_ptr<const libusb_pollfd*, decltype(&libusb_free_pollfds)> list(
        libusb_get_pollfds(usb_.get()), libusb_free_pollfds);
    for (auto entry = list.get(); entry != nullptr && *entry != nullptr; ++entry)
        fds.push_back({(*entry)->fd, (*entry)->events, 0});
}

std::optional<std::chrono::milliseconds> StockWire::timeout() {
    std::optional<std::chrono::milliseconds> shortest;
    timeval next{};
    if (libusb_get_next_timeout(usb_.get(), &next) != 0)
        shortest = std::chrono::seconds(next.tv_sec) +
                   std::chrono::ceil<std::chrono::milliseconds>(std::chrono::microseconds(next.tv_usec));
    if (const auto due = session_ ? session_->due() : std::nullopt) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - base::Clock::now());
        shortest = std::max(0ms, std::min(left, shortest.value_or(left)));
    }
    return shortest;
}

void StockWire::handle_gadget() {
    timeval at_once{};
    libusb_handle_events_timeout_completed(usb_.get(), &at_once, nullptr);
    if (uevents_.drain("usb")) follow_device();
    if (session_) session_->settle();
}

void StockWire::follow_device() {
    const auto found = find_device("/sys", choice_);
    if (found == device_) return;
    if (device_) {
        log_(fmt::format("{} has gone", device_->node().native()));
        tell_("gone");
    }
    device_ = found;
    if (device_) log_(fmt::format("{} appeared", device_->node().native()));
    if (!session_) return;
    if (device_)
        session_->plug(*device_);
    else
        session_->unplug();
}

void StockWire::connect(Peer& peer) {
    log_("router connected");
    session_ = std::make_unique<UsbredirSession>(usb_.get(), peer, log_, [this] { tell_("plugged"); });
    if (device_) session_->plug(*device_);
}

void StockWire::disconnect() {
    log_("router disconnected");
    session_.reset();
}

void StockWire::receive() {
    session_->receive();
}

void StockWire::send() {
    session_->send();
}

bool StockWire::has_output() const {
    return session_->has_output();
}

}  // namespace tetherlab::wire
