// SPDX-License-Identifier: Apache-2.0
#include "lab/virtual/wire/udc_wire.hpp"

#include <algorithm>
#include <utility>

using namespace std::chrono_literals;

namespace tetherlab::wire {

UdcWire::UdcWire(const std::string& device, Log log) : log_(std::move(log)), device_(device) {}

void UdcWire::add_poll(std::vector<pollfd>& fds) {
    fds.push_back({device_.fd(), POLLIN, 0});
}

std::optional<std::chrono::milliseconds> UdcWire::timeout() {
    if (!session_ || !session_->due()) return std::nullopt;
    return std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(*session_->due() - base::Clock::now()));
}

// Both what is due and what was answered may lead to new transfers, those of polled endpoints.
void UdcWire::handle_gadget() {
    if (session_) session_->release(base::Clock::now());
    take_messages();
    if (session_ && !device_.flush()) session_->give_up("it has too much in flight");
}

bool UdcWire::take_messages() {
    return device_.receive([this](const tether_udc_message& message, std::span<const std::byte> data) {
        if (session_) session_->handle(message, data);
    });
}

void UdcWire::connect(Peer& peer) {
    log_("router connected");
    session_.emplace(peer, device_, log_);
}

// What the controller still has to say is for nobody, and not for the next router.
void UdcWire::disconnect() {
    log_("router disconnected");
    session_.reset();
    device_.send(make_message(TETHER_UDC_DETACH), {});
    device_.flush();
    while (take_messages()) continue;
}

void UdcWire::receive() {
    session_->receive();
    if (!device_.flush()) {
        session_->give_up("it has too much in flight");
        device_.flush();
    }
}

}  // namespace tetherlab::wire
