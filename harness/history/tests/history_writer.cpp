// SPDX-License-Identifier: Apache-2.0
#include "harness/history/database.hpp"
#include "harness/history/tests/sample.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

// history_writer FILE NAME COUNT: adds COUNT results of a run NAME, each on its own, and writes a byte to
// standard output after each.
int main(int argc, char** argv) {
    using namespace tetherlab::history;
    if (argc != 4) return 2;
    Database database(argv[1]);
    for (int i = 0; i < std::atoi(argv[3]); ++i) {
        Result result = testing::sample(i);
        result.run = argv[2];
        database.add(std::span(&result, 1));
        if (::write(STDOUT_FILENO, ".", 1) != 1) return 1;
    }
}
