// SPDX-License-Identifier: Apache-2.0
#include "harness/console/serial_device.hpp"

#include "gadget/base/process.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/testing/error_of.hpp"
#include "gadget/base/text.hpp"
#include "harness/console/socket_console.hpp"
#include "harness/console/testing/pty.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tetherlab::console {
namespace {

using namespace std::chrono_literals;
using base::Deadline;
using base::testing::error_of;

constexpr uid_t kNobody = 65534;

// Root may do what others may not.
class AsNobody {
public:
    AsNobody() { EXPECT_TRUE(::geteuid() != 0 || ::seteuid(kNobody) == 0); }

    AsNobody(const AsNobody&) = delete;
    AsNobody& operator=(const AsNobody&) = delete;

    ~AsNobody() { EXPECT_EQ(::seteuid(::getuid()), 0); }
};

class SerialDeviceTest : public testing::Test {
protected:
    std::string error(const std::string& path) {
        return error_of([&] { open_serial({path}); });
    }

    Pty router;
    std::string device = router.device().string();
};

TEST_F(SerialDeviceTest, IsAConsole) {
    event::Log log;
    SocketConsole console(log);
    console.attach(open_serial({device}));
    router.print("\r\nPlease press Enter to activate this console.");
    EXPECT_TRUE(console.expect({"activate this console."}, Deadline(5s)));
    console.send("\r");
    EXPECT_EQ(router.received(1, Deadline(5s)), "\r");
}

TEST_F(SerialDeviceTest, CarriesEveryByteBothWaysWithoutEcho) {
    const base::UniqueFd line = open_serial({device});
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    ASSERT_EQ(::write(line.get(), all.data(), all.size()), 256);
    EXPECT_EQ(router.received(256, Deadline(5s)), all);
    EXPECT_EQ(router.received(1, Deadline(20ms)), "");
}

TEST_F(SerialDeviceTest, RunsAtTheSpeedOfADir3040) {
    const base::UniqueFd line = open_serial({device});
    EXPECT_EQ(router.baud(), 57600);
}

TEST_F(SerialDeviceTest, RunsAtTheSpeedAskedFor) {
    const base::UniqueFd line = open_serial({device, 115200});
    EXPECT_EQ(router.baud(), 115200);
}

TEST_F(SerialDeviceTest, EndsWhenTheAdapterIsUnplugged) {
    event::Log log;
    SocketConsole console(log);
    console.attach(open_serial({device}));
    router.print("U-Boot");
    EXPECT_TRUE(console.expect({"U-Boot"}, Deadline(5s)));
    router.hang_up();
    EXPECT_FALSE(console.expect({"never printed"}, Deadline(20ms)));
    EXPECT_EQ(error_of([&] { console.send("\r"); }), "send to the router's console: it is not connected");
}

TEST_F(SerialDeviceTest, ThatIsMissingIsNamed) {
    EXPECT_EQ(error("/dev/ttyUSB77"), "open /dev/ttyUSB77: No such file or directory");
}

TEST_F(SerialDeviceTest, ThatIsAFolderIsRefused) {
    EXPECT_EQ(error("/dev/pts"), "open /dev/pts: Is a directory");
}

TEST_F(SerialDeviceTest, ThatIsAFileIsRefused) {
    const base::TemporaryFolder folder;
    const std::string file = (folder.path() / "ttyUSB0").string();
    base::write_file(file, "");
    EXPECT_EQ(error(file), "open " + file + ": not a serial line");
}

TEST_F(SerialDeviceTest, ThatThisUserMayNotOpenIsRefused) {
    ASSERT_EQ(::chmod(device.c_str(), 0), 0);
    const AsNobody nobody;
    EXPECT_EQ(error(device), "open " + device + ": Permission denied");
}

TEST_F(SerialDeviceTest, NamesTheProgramThatHasItOpen) {
    const base::UniqueFd line(::open(device.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    const base::Child terminal({"tail", "-f", "/dev/null"}, {.input_fd = line.get()});
    EXPECT_EQ(error(device), fmt::format("open {}: in use by tail (process {})", device, terminal.pid()));
}

TEST_F(SerialDeviceTest, IsNotOpenedTwice) {
    const base::UniqueFd line = open_serial({device});
    EXPECT_EQ(error(device), "open " + device + ": in use by another program");
}

TEST_F(SerialDeviceTest, KeepsOutProgramsOfOtherUsers) {
    const base::UniqueFd line = open_serial({device});
    ASSERT_EQ(::chmod(device.c_str(), 0666), 0);
    const AsNobody nobody;
    EXPECT_LT(::open(device.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC), 0);
    EXPECT_EQ(errno, EBUSY);
}

TEST_F(SerialDeviceTest, ThatAnotherUserHasForItselfIsRefused) {
    const base::UniqueFd line(::open(device.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
    ASSERT_EQ(::ioctl(line.get(), TIOCEXCL), 0);
    ASSERT_EQ(::chmod(device.c_str(), 0666), 0);
    const AsNobody nobody;
    EXPECT_EQ(error(device), "open " + device + ": in use by another program");
}

TEST_F(SerialDeviceTest, IsFreeAgainWhenClosed) {
    { const base::UniqueFd line = open_serial({device}); }
    EXPECT_TRUE(open_serial({device}));
}

}  // namespace
}  // namespace tetherlab::console
