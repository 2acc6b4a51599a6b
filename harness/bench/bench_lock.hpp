// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/unique_fd.hpp"

#include <filesystem>

namespace tetherlab::bench {

// The folder of a bench with hardware, which outlives its runs: what is known of the bench, and the lock that
// keeps it to one run. The lock lives exactly as long as this process, however it ends.
class BenchLock {
public:
    // Makes the folder when needed. Throws base::Error that names the process of another run.
    explicit BenchLock(std::filesystem::path folder);

    // Of its router.
    std::filesystem::path known_hosts() const { return folder_ / "known_hosts"; }

private:
    std::filesystem::path folder_;
    base::UniqueFd lock_;
};

}  // namespace tetherlab::bench
