// SPDX-License-Identifier: Apache-2.0
#include "harness/log/subject.hpp"

#include "harness/log/scanner.hpp"

#include <fmt/format.h>

namespace tetherlab::log {
namespace {

constexpr std::size_t kLongestSubject = 120;
constexpr std::size_t kMostDigits = 3;

bool take_path(std::string_view& text) {
    std::string_view rest = text;
    if (!take_digits(rest, 1, kMostDigits) || !take(rest, "-")) return false;
    do {
        if (!take_digits(rest, 1, kMostDigits)) return false;
    } while (take(rest, "."));
    text = rest;
    return true;
}

std::string_view take_word(std::string_view& text) {
    skip_blanks(text);
    const std::string_view word = peek_word(text);
    text.remove_prefix(word.size());
    return word;
}

// Names of host controller drivers: xhci_hcd, xhci-mtk, ehci-pci, ohci-platform, dwc2, musb-hdrc, …
bool is_controller_driver(std::string_view word) {
    return word.find("hci") != std::string_view::npos || word.starts_with("dwc") ||
           word.starts_with("musb") || word.starts_with("ci_hdrc") || word.starts_with("isp1");
}

Subject::Kind kind_of(const Subject& subject) {
    using Kind = Subject::Kind;
    if (subject.device.empty()) return Kind::kOther;
    if (is_interface(subject.device)) return subject.driver == "hub" ? Kind::kHub : Kind::kInterface;
    if (subject.driver == "usb") return Kind::kUsb;
    return is_controller_driver(subject.driver) ? Kind::kController : Kind::kOther;
}

}  // namespace

bool is_port(std::string_view word) {
    return take_path(word) && word.empty();
}

bool is_interface(std::string_view word) {
    return take_path(word) && take(word, ":") && take_digits(word, 1, kMostDigits) && take(word, ".") &&
           take_digits(word, 1, kMostDigits) && word.empty();
}

Subject subject_of(std::string_view message) {
    Subject subject;
    const std::string_view head = message.substr(0, kLongestSubject);
    const std::size_t colon = head.find(": ");
    if (colon == std::string_view::npos) {
        subject.body = message;
        return subject;
    }
    subject.words = message.substr(0, colon);
    subject.body = message.substr(colon + 2);
    skip_blanks(subject.body);
    std::string_view rest = subject.words;
    subject.driver = take_word(rest);
    subject.device = take_word(rest);
    const std::string_view third = take_word(rest);
    if (!third.starts_with('(')) subject.netdev = third;
    subject.kind = kind_of(subject);
    return subject;
}

std::string port_of(const Subject& subject) {
    if (is_port(subject.device)) return std::string(subject.device);
    if (is_interface(subject.device)) return std::string(subject.device.substr(0, subject.device.find(':')));
    const std::size_t port = subject.device.find("-port");
    if (port == std::string_view::npos) return {};
    const auto number = integer(subject.device.substr(port + 5));
    std::string_view hub = subject.device.substr(0, port);
    if (!number) return {};
    if (is_port(hub)) return fmt::format("{}.{}", hub, *number);
    if (take(hub, "usb") && integer(hub)) return fmt::format("{}-{}", hub, *number);
    return {};
}

std::string port_of_hub(std::string_view hub, int number) {
    const std::string_view path = hub.substr(0, hub.find(':'));
    if (path.ends_with("-0")) return fmt::format("{}-{}", path.substr(0, path.size() - 2), number);
    return fmt::format("{}.{}", path, number);
}

}  // namespace tetherlab::log
