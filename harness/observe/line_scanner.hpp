// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace tetherlab::observe {

// Reads one line of a fixed format from left to right. What does not fit throws base::Error
// "read SOURCE: line 7, column 24: expected ' Sub=', got ' Sbu=01'".
class LineScanner {
public:
    // `source` and `line` outlive the scanner; `number` is 1-based.
    LineScanner(std::string_view source, std::string_view line, int number)
        : source_(source), line_(line), number_(number) {}

    void literal(std::string_view text);

    // Takes `text` if it comes next.
    bool accept(std::string_view text);

    // Blanks before the digits are taken too: the kernel pads to a width.
    int decimal();
    int hex(int highest);

    char character();

    // Up to `stop` or the end of the line, without taking `stop`. May be empty.
    std::string_view until(char stop);

    std::string rest();

    // Throws unless everything has been read.
    void end();

    [[noreturn]] void fail(std::string_view expected) const;

private:
    int number_in_base(int base, int highest, std::string_view name);

    std::string_view source_;
    std::string_view line_;
    int number_;
    std::size_t at_ = 0;
};

}  // namespace tetherlab::observe
