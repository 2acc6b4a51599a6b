// SPDX-License-Identifier: Apache-2.0
#include "harness/console/telnet.hpp"

#include <array>
#include <utility>

namespace tetherlab::console {
namespace {

constexpr std::uint8_t kEnd = 240;    // SE
constexpr std::uint8_t kBegin = 250;  // SB
constexpr std::uint8_t kWill = 251;
constexpr std::uint8_t kWont = 252;
constexpr std::uint8_t kDo = 253;
constexpr std::uint8_t kDont = 254;
constexpr std::uint8_t kIac = 255;

constexpr std::uint8_t kBinary = 0;
constexpr std::uint8_t kSuppressGoAhead = 3;
constexpr std::uint8_t kComPort = 44;
constexpr std::uint8_t kServer = 100;  // added to a command that comes from the server

struct Needed {
    std::uint8_t option;
    const char* name;
};

constexpr std::array<Needed, 2> kOurs{{{kComPort, "COM-PORT-OPTION"}, {kBinary, "TRANSMIT-BINARY"}}};
constexpr Needed kTheirs{kBinary, "TRANSMIT-BINARY"};

std::string bytes(std::initializer_list<std::uint8_t> values) {
    return {values.begin(), values.end()};
}

}  // namespace

std::string Telnet::opening() {
    std::string text;
    for (const std::uint8_t option : {kComPort, kBinary, kSuppressGoAhead}) {
        ours_[option] = Option::kAsked;
        text += bytes({kIac, kWill, option});
    }
    for (const std::uint8_t option : {kBinary, kSuppressGoAhead}) {
        theirs_[option] = Option::kAsked;
        text += bytes({kIac, kDo, option});
    }
    return text;
}

Telnet::Input Telnet::receive(std::string_view received) {
    Input input;
    for (const char byte : received) take(static_cast<std::uint8_t>(byte), input);
    return input;
}

void Telnet::take(std::uint8_t byte, Input& input) {
    switch (state_) {
        case State::kData:
            if (byte == kIac)
                state_ = State::kCommand;
            else
                input.data += static_cast<char>(byte);
            break;
        case State::kCommand:
            take_command(byte, input);
            break;
        case State::kOption:
            state_ = State::kData;
            negotiate(byte, input);
            break;
        case State::kSetting:
            if (byte == kIac)
                state_ = State::kSettingCommand;
            else if (setting_.size() < kLongestSetting) {
                setting_ += static_cast<char>(byte);
            }
            break;
        case State::kSettingCommand:
            state_ = byte == kEnd ? State::kData : State::kSetting;
            if (byte == kEnd)
                take_setting();
            else if (byte == kIac && setting_.size() < kLongestSetting) {
                setting_ += static_cast<char>(byte);
            }
            break;
    }
}

void Telnet::take_command(std::uint8_t byte, Input& input) {
    state_ = State::kData;
    if (byte == kIac)
        input.data += static_cast<char>(byte);
    else if (byte == kBegin) {
        state_ = State::kSetting;
        setting_.clear();
    } else if (byte >= kWill) {
        state_ = State::kOption;
        verb_ = byte;
    }
}

// Answers a request that changes something and never an answer, so that two who disagree do not talk for ever
// (RFC 1143).
void Telnet::negotiate(std::uint8_t option, Input& input) {
    const bool about_us = verb_ == kDo || verb_ == kDont;
    const bool wanted = verb_ == kDo || verb_ == kWill;
    auto& options = about_us ? ours_ : theirs_;
    const auto known = options.find(option);
    if (known == options.end()) {
        if (wanted) input.replies += bytes({kIac, about_us ? kWont : kDont, option});
        return;
    }
    const Option before = std::exchange(known->second, wanted ? Option::kYes : Option::kRefused);
    if (before == Option::kAsked || before == known->second) return;
    if (wanted)
        input.replies += bytes({kIac, about_us ? kWill : kDo, option});
    else
        input.replies += bytes({kIac, about_us ? kWont : kDont, option});
}

void Telnet::take_setting() {
    const auto at = [this](std::size_t i) { return static_cast<std::uint8_t>(setting_.at(i)); };
    if (setting_.size() < 3 || setting_.size() > 6 || at(0) != kComPort || at(1) <= kServer) return;
    std::uint32_t value = 0;
    for (std::size_t i = 2; i < setting_.size(); ++i) value = value << 8 | at(i);
    settings_[at(1) - kServer] = value;
}

std::string Telnet::escape(std::string_view data) {
    std::string text;
    for (const char byte : data) {
        text += byte;
        if (static_cast<std::uint8_t>(byte) == kIac) text += byte;
    }
    return text;
}

std::string Telnet::set(Setting setting, std::uint32_t value) {
    std::string octets;
    for (int shift = setting == Setting::kBaudRate ? 24 : 0; shift >= 0; shift -= 8) {
        octets += static_cast<char>(value >> shift & 0xff);
    }
    return bytes({kIac, kBegin, kComPort, static_cast<std::uint8_t>(setting)}) + escape(octets) +
           bytes({kIac, kEnd});
}

bool Telnet::agreed() const {
    const auto is_on = [](const auto& options, const Needed& needed) {
        const auto found = options.find(needed.option);
        return found != options.end() && found->second == Option::kYes;
    };
    return is_on(ours_, kOurs[0]) && is_on(ours_, kOurs[1]) && is_on(theirs_, kTheirs);
}

std::optional<std::string> Telnet::refused() const {
    const auto is_off = [](const auto& options, const Needed& needed) {
        const auto found = options.find(needed.option);
        return found != options.end() && found->second == Option::kRefused;
    };
    for (const Needed& needed : kOurs) {
        if (is_off(ours_, needed)) return needed.name;
    }
    return is_off(theirs_, kTheirs) ? std::optional<std::string>(kTheirs.name) : std::nullopt;
}

std::optional<std::uint32_t> Telnet::setting(Setting setting) const {
    const auto found = settings_.find(static_cast<std::uint8_t>(setting));
    return found == settings_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace tetherlab::console
