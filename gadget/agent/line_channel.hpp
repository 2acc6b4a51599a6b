// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <mutex>
#include <string>
#include <string_view>

namespace tetherlab::agent {

// Lines over a pair of file descriptors, which belong to the caller and outlive the channel (both may be the
// same). One thread reads, any may write.
class LineChannel {
public:
    LineChannel(int in, int out) : in_(in), out_(out) {}

    enum class Outcome {
        kLine,
        kTooLong,  // the line passed kLongestLine and was thrown away; the next one is read as usual
        kEnd,      // the peer has closed; bytes without a line feed are lost
        kStopped,  // `stop_fd` is readable
    };

    // Waits without limit for the next line, which comes without its line feed. `stop_fd` -1: none. Throws
    // base::SystemError.
    Outcome read(std::string& line, int stop_fd = -1);

    // Writes the line and a line feed, whole even if several threads write. Throws base::SystemError, with
    // EPIPE when the peer is gone (for a pipe SIGPIPE must be ignored), and base::TimeoutError when it takes
    // nothing for so long.
    void write(std::string_view line, const base::Deadline& deadline);

private:
    bool take_line(std::string& line);

    int in_;
    int out_;
    std::string buffer_;
    bool skipping_ = false;  // inside a line that is too long
    std::mutex write_mutex_;
};

}  // namespace tetherlab::agent
