// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/device.hpp"

namespace tetherlab::importer {

// Remarks on what does not agree in a device: interfaces promised and not listed, an association of another
// class than its interface, endpoints counted and not listed, an odd configuration value. Sets `cut_off` when
// a listing ends before the last interface that it promises.
void check(Device& device);

}  // namespace tetherlab::importer
