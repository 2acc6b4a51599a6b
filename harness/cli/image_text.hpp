// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/image/inspect.hpp"

namespace tetherlab::cli {

// Prints what `image inspect` says of an image: what it is, how it fits, and whether it can be flashed.
void print_inspection(const image::Inspection& found, const image::Board& board);

}  // namespace tetherlab::cli
