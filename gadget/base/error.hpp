// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace tetherlab::base {

// A fault: something that should have worked did not. what() is complete: "ACTION OBJECT: REASON",
// for example "open /dev/net/tun: Permission denied". Outcomes that a caller must expect are values, not
// Errors.
class Error : public std::runtime_error {
public:
    Error(std::string action, std::string object, std::string reason);

    const std::string& action() const { return action_; }

    const std::string& object() const { return object_; }

    const std::string& reason() const { return reason_; }

private:
    std::string action_;
    std::string object_;
    std::string reason_;
};

// A system call failed. code() is the errno it left.
class SystemError : public Error {
public:
    SystemError(std::string action, std::string object, int code);

    int code() const { return code_; }

private:
    int code_;
};

// A wait ran out. The reason names what was waited for and for how long.
class TimeoutError : public Error {
public:
    using Error::Error;
};

// Throws SystemError with the current errno.
[[noreturn]] void throw_errno(std::string_view action, std::string_view object);

// Returns `result` unless it is negative, then throws SystemError with the current errno.
int check(int result, std::string_view action, std::string_view object);

}  // namespace tetherlab::base
