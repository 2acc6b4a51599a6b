// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "gadget/base/error.hpp"

#include <cstdint>
#include <string>

namespace tetherlab::image {

// One thing that is wrong with an image: a value, because refusing a bad image is an expected outcome.
struct Problem {
    std::string what;          // the thing checked, "uImage data CRC"
    std::uint64_t offset = 0;  // where it stands in the bytes that were read
    std::string expected;
    std::string got;

    bool operator==(const Problem&) const = default;
};

// "uImage data CRC at 0xa0: expected 0x0badcafe, got 0x12345678"
std::string to_text(const Problem& problem);

// The same problem in a file that holds the bytes read at `offset`.
Problem shifted(Problem problem, std::uint64_t offset);

// The bytes are not what the reader was asked to read, so there is nothing to return.
class FormatError : public base::Error {
public:
    explicit FormatError(Problem problem);

    const Problem& problem() const { return problem_; }

private:
    Problem problem_;
};

// "0x0badcafe", the form in which checksums and addresses appear in problems.
std::string hex(std::uint32_t value);

// A fixed-size text field up to its first NUL; bytes outside printable ASCII become '?', because the field
// comes from an untrusted file and ends in logs and JSON.
std::string field_text(base::ByteSpan field);

}  // namespace tetherlab::image
