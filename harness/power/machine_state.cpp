// SPDX-License-Identifier: Apache-2.0
#include "harness/power/machine_state.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/unique_fd.hpp"

#include <fcntl.h>

namespace tetherlab::power {
namespace {

using Json = Qmp::Json;

constexpr auto kName = "state";
constexpr auto kLent = "fd:state";

// x-ignore-shared: RAM that is a file is not part of the state.
void prepare(Qmp& qemu, const base::Deadline& deadline) {
    Json capabilities = Json::array();
    for (const char* name : {"events", "x-ignore-shared"}) {
        capabilities.push_back({{"capability", name}, {"state", true}});
    }
    qemu.execute("migrate-set-capabilities", {{"capabilities", capabilities}}, deadline);
}

void lend_file(Qmp& qemu, const std::filesystem::path& file, int flags, const base::Deadline& deadline) {
    const base::UniqueFd fd(
        base::check(::open(file.c_str(), flags | O_CLOEXEC, 0600), "open", file.string()));
    qemu.lend(fd.get(), kName, deadline);
}

bool await_success(Qmp& qemu, const base::Deadline& deadline) {
    const auto is_end = [](const Json& data) {
        const std::string status = data.value("status", "");
        return status == "completed" || status == "failed";
    };
    return qemu.await_event("MIGRATION", is_end, deadline).value("status", "") == "completed";
}

}  // namespace

void save_state(Qmp& qemu, const std::filesystem::path& state, const base::Deadline& deadline) {
    prepare(qemu, deadline);
    qemu.execute("stop", Json::object(), deadline);
    lend_file(qemu, state, O_WRONLY | O_CREAT | O_TRUNC, deadline);
    qemu.execute("migrate", {{"uri", kLent}}, deadline);
    if (await_success(qemu, deadline)) return;
    const Json said = qemu.execute("query-migrate", Json::object(), deadline);
    throw base::Error("save", state.string(), said.value("error-desc", "QEMU does not say why"));
}

void load_state(Qmp& qemu, const std::filesystem::path& state, const base::Deadline& deadline) {
    prepare(qemu, deadline);
    lend_file(qemu, state, O_RDONLY, deadline);
    qemu.execute("migrate-incoming", {{"uri", kLent}}, deadline);
    // QEMU ends then, with the reason as its last words.
    if (!await_success(qemu, deadline)) throw base::Error("load", state.string(), "QEMU cannot");
}

void go_on(Qmp& qemu, const base::Deadline& deadline) {
    qemu.execute("cont", Json::object(), deadline);
}

}  // namespace tetherlab::power
