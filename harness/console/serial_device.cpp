// SPDX-License-Identifier: Apache-2.0
#include "harness/console/serial_device.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <stdexcept>
#include <string>

namespace tetherlab::console {
namespace {

namespace fs = std::filesystem;

constexpr std::array<speed_t, kBauds.size()> kSpeeds{B9600,   B19200,  B38400,  B57600,
                                                     B115200, B230400, B460800, B921600};

speed_t speed_of(int baud) {
    for (std::size_t i = 0; i < kBauds.size(); ++i) {
        if (kBauds.at(i) == baud) return kSpeeds.at(i);
    }
    throw std::logic_error(fmt::format("{} is none of kBauds", baud));
}

bool has_open(const fs::path& process, const fs::path& device) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(process / "fd", ignored)) {
        if (fs::read_symlink(entry.path(), ignored) == device) return true;
    }
    return false;
}

// Another process that has it open, "picocom (process 4711)", as far as this user may see others' files.
std::optional<std::string> user_of(const fs::path& path) {
    std::error_code ignored;
    const fs::path device = fs::canonical(path, ignored);
    for (const auto& entry : fs::directory_iterator("/proc", ignored)) {
        const std::string pid = entry.path().filename().string();
        if (pid.find_first_not_of("0123456789") != std::string::npos || pid == std::to_string(::getpid()))
            continue;
        if (!has_open(entry.path(), device)) continue;
        const std::string name(base::trim(base::read_file(entry.path() / "comm")));
        return fmt::format("{} (process {})", name, pid);
    }
    return std::nullopt;
}

[[noreturn]] void throw_in_use(const fs::path& path) {
    throw base::Error("open", path.string(), "in use by " + user_of(path).value_or("another program"));
}

base::UniqueFd open_alone(const fs::path& path) {
    base::UniqueFd fd(::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    if (!fd && errno == EBUSY) throw_in_use(path);
    base::check(fd.get(), "open", path.string());
    if (::isatty(fd.get()) == 0) throw base::Error("open", path.string(), "not a serial line");
    // The lock is for programs of root, whom TIOCEXCL does not keep out (tty_ioctl(2)).
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0 || user_of(path)) throw_in_use(path);
    base::check(::ioctl(fd.get(), TIOCEXCL), "take for itself", path.string());
    return fd;
}

}  // namespace

base::UniqueFd open_serial(const SerialDevice& device) {
    const std::string path = device.path.string();
    const speed_t speed = speed_of(device.baud);
    base::UniqueFd fd = open_alone(device.path);

    termios line{};
    base::check(::tcgetattr(fd.get(), &line), "read settings of", path);
    ::cfmakeraw(&line);
    line.c_cflag &= ~static_cast<tcflag_t>(CSTOPB | CRTSCTS | HUPCL);
    line.c_cflag |= CLOCAL | CREAD;
    line.c_cc[VMIN] = 1;  // with 0, nothing to read looks like the end
    line.c_cc[VTIME] = 0;
    ::cfsetispeed(&line, speed);
    ::cfsetospeed(&line, speed);
    base::check(::tcsetattr(fd.get(), TCSANOW, &line), "set up", path);

    // tcsetattr(3) succeeds when it could do any of what was asked.
    termios got{};
    base::check(::tcgetattr(fd.get(), &got), "read settings of", path);
    if (::cfgetospeed(&got) != speed) {
        throw base::Error("set up", path, fmt::format("it does not run at {} baud", device.baud));
    }
    return fd;
}

}  // namespace tetherlab::console
