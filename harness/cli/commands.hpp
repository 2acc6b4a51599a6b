// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace CLI {
class App;
}

// One file for each sub-command. Each adds itself to `app` with a callback that does the work and leaves the
// exit status in `status`; both outlive the parse. Exceptions pass through to main.
namespace tetherlab::cli {

inline constexpr int kUsageError = 2;
inline constexpr int kRigError = 3;

void add_run(CLI::App& app, int& status);           // run SCENARIO…
void add_image(CLI::App& app, int& status);         // image inspect FILE, image get
void add_image_get(CLI::App& image, int& status);   // image get
void add_bench_wire(CLI::App& app, int& status);    // bench-wire
void add_bench_faults(CLI::App& app, int& status);  // bench-faults
void add_faults(CLI::App& app, int& status);        // faults
void add_import(CLI::App& app, int& status);        // import FILE…
void add_log(CLI::App& app, int& status);           // log explain FILE
void add_history(CLI::App& app, int& status);       // history
void add_regress(CLI::App& app, int& status);       // regress
void add_bisect(CLI::App& app, int& status);        // bisect
void add_profile(CLI::App& app, int& status);       // profile verify PROFILE, profile capture
void add_doctor(CLI::App& app, int& status);        // doctor
void add_clean(CLI::App& app, int& status);         // clean
void add_manual(CLI::App& app, int& status);        // manual
void add_completion(CLI::App& app, int& status);    // completion SHELL

}  // namespace tetherlab::cli
