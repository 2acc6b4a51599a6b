// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/make_bench.hpp"

#include "harness/bench/real_bench.hpp"

namespace tetherlab::bench {

std::set<std::string> capabilities(const BenchFile& file) {
    return file.hardware ? RealBench::capabilities() : VirtualBench::capabilities(file);
}

std::unique_ptr<Bench> make_bench(const VirtualBench::Parts& parts) {
    if (!parts.file.hardware) return std::make_unique<VirtualBench>(parts);
    return std::make_unique<RealBench>(RealBench::Parts{.file = parts.file,
                                                        .folder = bench_folder(*parts.file.hardware),
                                                        .run = parts.run,
                                                        .log = parts.log,
                                                        .stop = parts.stop});
}

}  // namespace tetherlab::bench
