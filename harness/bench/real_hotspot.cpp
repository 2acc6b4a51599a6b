// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/real_hotspot.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/power/unix_listener.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace tetherlab::bench {
namespace {

constexpr base::Milliseconds kReleaseTime{5'000};  // to give the device back to the kernel
constexpr std::string_view kPlugged = "plugged";

base::Argv device_argv(const RealHotspot::Parts& parts) {
    base::Argv argv{parts.wire.string(), "--wire", "stock", "--usb", parts.device.identity};
    if (!parts.device.port.empty()) {
        argv.insert(argv.end(), {"--usb-port", parts.device.port});
    }
    return argv;
}

// What the wire says of itself is before the message: "tetherlab-wire: find USB device …".
std::string message_of(const base::Output& output) {
    constexpr std::string_view kName = "tetherlab-wire: ";
    std::string_view text = base::trim(output.err);
    if (text.starts_with(kName)) text.remove_prefix(kName.size());
    return std::string(text);
}

void await_output(const base::UniqueFd& out, const base::Deadline& deadline) {
    pollfd item{out.get(), POLLIN, 0};
    int ready = 0;
    do {
        ready = ::poll(&item, 1, deadline.poll_timeout());
    } while (ready < 0 && errno == EINTR);
    if (base::check(ready, "wait for", "tetherlab-wire") == 0)
        base::throw_timeout("the hotspot to be there and the router to take it", deadline);
}

// The next word that the program says; nothing when it has ended. Without a deadline: as long as it runs.
std::optional<std::string> read_word(const base::UniqueFd& out,
                                     const std::optional<base::Deadline>& deadline = std::nullopt) {
    std::string word;
    for (char c = 0;;) {
        if (deadline) await_output(out, *deadline);
        const ssize_t size = ::read(out.get(), &c, 1);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return std::nullopt;
        if (c == '\n') return word;
        word += c;
    }
}

// Whether it says that, rather than ends.
bool says(const base::UniqueFd& out, std::string_view wanted, const base::Deadline& deadline) {
    for (;;) {
        const auto word = read_word(out, deadline);
        if (!word || *word == wanted) return word.has_value();
    }
}

[[noreturn]] void refuse(const std::string& action, const std::string& fault) {
    throw base::Error(action, "fault " + fault, "a real hotspot does not misbehave on purpose");
}

}  // namespace

std::string RealHotspot::check(const Parts& parts, const base::Deadline& deadline) {
    base::Argv argv = device_argv(parts);
    argv.emplace_back("--check");
    const base::Output output = base::run(argv, deadline);
    if (output.status.success()) return std::string(base::trim(output.out));
    throw base::Error("use", "the bench's real hotspot", message_of(output));
}

RealHotspot::~RealHotspot() {
    if (wire_) give_back();
}

std::vector<agent::Deviation> RealHotspot::prepare(const profile::Profile& /*profile*/,
                                                   const base::Deadline& /*deadline*/) {
    return {};
}

base::Argv RealHotspot::wire_argv() const {
    base::Argv argv = parts_.in_network;
    for (std::string& word : device_argv(parts_)) argv.push_back(std::move(word));
    argv.insert(argv.end(), {"--socket", parts_.socket.string()});
    return argv;
}

void RealHotspot::plug(const base::Deadline& deadline) {
    if (wire_) return;
    base::Pipe out = base::make_pipe();
    wire_.emplace(wire_argv(), base::SpawnOptions{.err = parts_.log, .output_fd = out.write_end.get()});
    out.write_end.reset();
    said_ = std::move(out.read_end);
    try {
        if (says(said_, kPlugged, deadline)) {
            listener_ = std::thread([this] {
                while (const auto word = read_word(said_)) parts_.on_change(*word);
            });
            return;
        }
    } catch (...) {
        give_back();
        throw;
    }
    throw base::Error("plug", "hotspot " + parts_.device.identity,
                      "tetherlab-wire " + power::end_of(give_back(), parts_.log));
}

void RealHotspot::unplug(const base::Deadline& /*deadline*/) {
    if (wire_) give_back();
}

base::ExitStatus RealHotspot::give_back() {
    const base::ExitStatus status = wire_->stop(kReleaseTime);
    wire_.reset();
    if (listener_.joinable()) listener_.join();
    return status;
}

void RealHotspot::arm(const fault::Order& order, const base::Deadline& /*deadline*/) {
    refuse("arm", order.id);
}

void RealHotspot::fire(const std::string& id, const base::Deadline& /*deadline*/) {
    refuse("fire", id);
}

void RealHotspot::end(const std::string& id, const base::Deadline& /*deadline*/) {
    refuse("end", id);
}

}  // namespace tetherlab::bench
