// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tetherlab::console {

// The client's side of TELNET (RFC 854) with binary transmission (RFC 856) and a serial port's settings (RFC
// 2217). Bytes in, bytes out; sends and waits for nothing itself.
//
//   FF FF                      a byte FF
//   FF FB|FC|FD|FE option      WILL, WONT, DO, DONT
//   FF FA 2C command value FF F0   a setting; the server's commands are 100 higher than the client's
//   FF other                   a command without meaning here, dropped
//
// Asks for BINARY (0) and SUPPRESS-GO-AHEAD (3) in both directions and for COM-PORT-OPTION (44), and refuses
// every other option.
class Telnet {
public:
    static constexpr std::size_t kLongestSetting = 64;  // bytes; what is beyond is dropped

    // RFC 2217, client to access server. The value is 4 bytes for kBaudRate and 1 byte for the others.
    enum class Setting : std::uint8_t {
        kBaudRate = 1,
        kDataSize = 2,
        kParity = 3,
        kStopSize = 4,
        kControl = 5
    };

    // To be sent first.
    std::string opening();

    struct Input {
        std::string data;     // from the serial port
        std::string replies;  // to be sent
    };

    // Takes pieces of any size.
    Input receive(std::string_view bytes);

    // Bytes for the serial port, as they have to be sent.
    static std::string escape(std::string_view data);

    static std::string set(Setting setting, std::uint32_t value);

    // Whether what was asked for in opening() is agreed on; "COM-PORT-OPTION" once that has been refused.
    bool agreed() const;
    std::optional<std::string> refused() const;

    // What the server said a setting has become.
    std::optional<std::uint32_t> setting(Setting setting) const;

private:
    enum class State { kData, kCommand, kOption, kSetting, kSettingCommand };
    enum class Option { kNo, kAsked, kYes, kRefused };

    void take(std::uint8_t byte, Input& input);
    void take_command(std::uint8_t byte, Input& input);
    void negotiate(std::uint8_t option, Input& input);
    void take_setting();

    State state_ = State::kData;
    std::uint8_t verb_ = 0;  // with kOption
    std::string setting_;    // with kSetting: what came of it so far
    std::map<std::uint8_t, Option> ours_;
    std::map<std::uint8_t, Option> theirs_;
    std::map<std::uint8_t, std::uint32_t> settings_;
};

}  // namespace tetherlab::console
