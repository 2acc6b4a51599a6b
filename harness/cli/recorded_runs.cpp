// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/recorded_runs.hpp"

#include "gadget/base/error.hpp"
#include "harness/cli/inputs.hpp"
#include "harness/cli/results.hpp"

#include <span>

namespace tetherlab::cli {

history::Result RecordedRuns::run(Inputs inputs, const std::filesystem::path& image,
                                  const std::filesystem::path& name) {
    inputs.image = image;
    if (!how_.boot && !snapshot_) snapshot_ = snapshot_for(inputs, how_.stop);
    const std::filesystem::path out = how_.out / name;
    const scenario::Run run = reported_run(inputs, out, snapshot_, how_.stop);
    if (how_.stop.stop_requested()) throw base::Error("run", inputs.scenario.name, "asked to stop");
    history::Result result = result_of(inputs, run, out);
    database_.add(std::span(&result, 1));
    return result;
}

}  // namespace tetherlab::cli
