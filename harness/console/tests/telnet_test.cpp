// SPDX-License-Identifier: Apache-2.0
#include "harness/console/telnet.hpp"

#include <gtest/gtest.h>

namespace tetherlab::console {
namespace {

using Setting = Telnet::Setting;
using namespace std::string_literals;

// A client that has sent its opening.
class TelnetTest : public testing::Test {
protected:
    TelnetTest() { telnet.opening(); }

    Telnet telnet;
};

TEST(Telnet, AsksForASerialPortAndForEveryByteAsItIs) {
    EXPECT_EQ(Telnet().opening(),
              "\xff\xfb\x2c"s    // WILL COM-PORT-OPTION
              "\xff\xfb\x00"s    // WILL BINARY
              "\xff\xfb\x03"s    // WILL SUPPRESS-GO-AHEAD
              "\xff\xfd\x00"s    // DO BINARY
              "\xff\xfd\x03"s);  // DO SUPPRESS-GO-AHEAD
}

TEST_F(TelnetTest, AgreesWithoutAnsweringAnswers) {
    EXPECT_FALSE(telnet.agreed());
    EXPECT_EQ(telnet.receive("\xff\xfd\x2c\xff\xfd\x00\xff\xfb\x00"s).replies, "");
    EXPECT_TRUE(telnet.agreed());
    EXPECT_FALSE(telnet.refused());
}

TEST_F(TelnetTest, RefusesWhatItDoesNotKnow) {
    EXPECT_EQ(telnet.receive("\xff\xfb\x01\xff\xfd\x18"s).replies,  // WILL ECHO, DO TERMINAL-TYPE
              "\xff\xfe\x01\xff\xfc\x18"s);                         // DONT ECHO, WONT TERMINAL-TYPE
}

TEST_F(TelnetTest, LeavesARefusalOfWhatItDoesNotKnowUnanswered) {
    EXPECT_EQ(telnet.receive("\xff\xfc\x01\xff\xfe\x18"s).replies, "");
}

TEST_F(TelnetTest, SaysWhatTheServerRefuses) {
    telnet.receive("\xff\xfe\x2c"s);
    EXPECT_EQ(telnet.refused(), "COM-PORT-OPTION");
}

TEST_F(TelnetTest, NoticesThatTheServerDoesNotSendEveryByte) {
    telnet.receive("\xff\xfd\x2c\xff\xfd\x00\xff\xfc\x00"s);
    EXPECT_EQ(telnet.refused(), "TRANSMIT-BINARY");
}

TEST_F(TelnetTest, AnswersAServerThatChangesItsMind) {
    telnet.receive("\xff\xfd\x2c"s);
    EXPECT_EQ(telnet.receive("\xff\xfe\x2c"s).replies, "\xff\xfc\x2c"s);
    EXPECT_EQ(telnet.receive("\xff\xfd\x2c"s).replies, "\xff\xfb\x2c"s);
}

TEST_F(TelnetTest, TakesDataAndCommandsInPieces) {
    EXPECT_EQ(telnet.receive("boot\xff"s).data, "boot");
    EXPECT_EQ(telnet.receive("\xff"s).data, "\xff"s);
    EXPECT_EQ(telnet.receive("\xff\xfb"s).data, "");
    EXPECT_EQ(telnet.receive("\x01"s).replies, "\xff\xfe\x01"s);
    EXPECT_EQ(telnet.receive("\xff\xf1 done"s).data, " done");  // NOP
}

TEST_F(TelnetTest, LearnsWhatASettingHasBecome) {
    EXPECT_FALSE(telnet.setting(Setting::kBaudRate));
    telnet.receive("\xff\xfa\x2c\x65\x00\x00\xe1\x00\xff\xf0"s);
    EXPECT_EQ(telnet.setting(Setting::kBaudRate), 57600U);
}

TEST_F(TelnetTest, ReadsASettingWithAByteThatIsEscaped) {
    telnet.receive("\xff\xfa\x2c\x66\xff\xff\xff\xf0"s);
    EXPECT_EQ(telnet.setting(Setting::kDataSize), 255U);
}

TEST_F(TelnetTest, IgnoresNewsOfTheModemAndSettingsWithoutAValue) {
    const auto input =
        telnet.receive("a\xff\xfa\x2c\x6b\xb0\xff\xf0\xff\xfa\x2c\x65\xff\xf0\xff\xfa\xff\xf0z"s);
    EXPECT_EQ(input.data, "az");
    EXPECT_FALSE(telnet.setting(Setting::kBaudRate));
}

TEST_F(TelnetTest, ForgetsTheRestOfAnEndlessSetting) {
    EXPECT_EQ(telnet.receive("\xff\xfa\x2c\x65"s + std::string(100'000, '1') + "\xff\xf0ok"s).data, "ok");
    EXPECT_FALSE(telnet.setting(Setting::kBaudRate));
}

TEST(Telnet, DoublesTheByteThatBeginsACommand) {
    EXPECT_EQ(Telnet::escape("a\xff\r\n"s), "a\xff\xff\r\n"s);
}

TEST(Telnet, SetsSpeedInFourBytesAndTheRestInOne) {
    EXPECT_EQ(Telnet::set(Setting::kBaudRate, 57600), "\xff\xfa\x2c\x01\x00\x00\xe1\x00\xff\xf0"s);
    EXPECT_EQ(Telnet::set(Setting::kDataSize, 8), "\xff\xfa\x2c\x02\x08\xff\xf0"s);
}

}  // namespace
}  // namespace tetherlab::console
