// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/sysupgrade.hpp"

#include "gadget/base/bytes.hpp"
#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/image/inspect.hpp"

#include <fmt/format.h>

#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

namespace tetherlab::flash {
namespace {

using router::State;

// What each phase may take under TCG on a busy machine, three times what was measured.
constexpr base::Milliseconds kUploadTime{60'000};
constexpr base::Milliseconds kCheckTime{30'000};
constexpr base::Milliseconds kWriteTime{150'000};  // kills all processes twice, then writes
constexpr base::Milliseconds kBootTime{120'000};
constexpr base::Milliseconds kAnswerTime{20'000};

constexpr auto kOnRouter = "/tmp/firmware.bin";

// What ssh reports of a command that a closed connection or a signal ended.
constexpr int kNoStatus = 255;

std::string sysupgrade_command(std::string_view options, image::Settings settings) {
    return fmt::format("sysupgrade {}{}{}", options, settings == image::Settings::kDiscard ? "-n " : "",
                       kOnRouter);
}

std::string said(const base::Output& output) {
    return std::string(base::trim(output.err + output.out));
}

// Nothing on the router has changed yet: when the connection ends, it is made again, once.
void upload(const Target& target, const std::filesystem::path& image, const base::Deadline& deadline) {
    try {
        target.shell.upload(image, kOnRouter, deadline.within(kUploadTime));
    } catch (const router::ConnectionLost& lost) {
        target.log.emit(event::Kind::kNote, "flash",
                        {{"text", fmt::format("uploading again: {}", lost.what())}});
        target.shell.upload(image, kOnRouter, deadline.within(kUploadTime));
    }
}

// Starts sysupgrade, which closes the connection, and waits until the router has rebooted. What sysupgrade
// says when it ends in another way.
std::optional<std::string> commit(const Target& target, image::Settings settings,
                                  const base::Deadline& deadline) {
    const std::string command = sysupgrade_command("", settings);
    try {
        const base::Output output = target.shell.run(command, deadline.within(kWriteTime));
        if (!output.status.success() && output.status.code != kNoStatus)
            return fmt::format("sysupgrade ended with status {}: {}", output.status.code, said(output));
    } catch (const router::ConnectionLost&) {  // procd has taken over
    }
    const base::Deadline reboot = deadline.within(kWriteTime);
    if (target.router.await_reboot(reboot)) return std::nullopt;
    target.shell.disconnect();
    router::run_checked(target.shell, "true", deadline.within(kAnswerTime));
    return fmt::format("sysupgrade closed the connection, but the router did not reboot within {}",
                       base::to_text(reboot.allowed()));
}

}  // namespace

Checked inspect(const Target& target, const std::filesystem::path& image) {
    return event::step(target.log, "flash: inspect", [&]() -> Checked {
        const std::string content = base::read_file(image);
        const image::Inspection inspection = image::inspect(base::as_bytes(content), target.board);
        if (!inspection.flashable()) return {"", image::refusal_text(inspection)};
        return {inspection.metadata->version.revision, ""};
    });
}

Outcome write(const Target& target, const std::filesystem::path& image, const std::string& revision,
              image::Settings settings, const base::Deadline& deadline) {
    event::step(target.log, "flash: upload", [&] { upload(target, image, deadline); });

    const base::Output check = event::step(target.log, "flash: check", [&] {
        const std::string command = sysupgrade_command("-T ", settings);
        return target.shell.run(fmt::format("{} || {{ rm -f {}; exit 1; }}", command, kOnRouter),
                                deadline.within(kCheckTime));
    });
    if (!check.status.success()) return {Result::kRejected, said(check)};

    try {
        const auto aborted =
            event::step(target.log, "flash: write", [&] { return commit(target, settings, deadline); });
        if (aborted) return {Result::kAborted, *aborted};
    } catch (const base::TimeoutError& silence) {
        return {Result::kBricked, std::string("during the flash: ") + silence.what()};
    }

    if (settings == image::Settings::kDiscard) target.follow(kDefaultAddress);
    return boot_and_prove(target, revision, deadline);
}

Outcome boot_and_prove(const Target& target, const std::string& revision, const base::Deadline& deadline) {
    try {
        if (target.router.bring_to(State::kShell, deadline.within(kBootTime)) != State::kShell)
            return {Result::kBricked, "after the flash: " + target.router.trouble()};
    } catch (const base::TimeoutError& silence) {
        return {Result::kBricked, fmt::format("after the flash: {}", silence.what())};
    }
    return event::step(target.log, "flash: prove", [&]() -> Outcome {
        const std::string running = running_revision(target.shell, deadline.within(kAnswerTime));
        if (running == revision) return {Result::kFlashed, "", running};
        return {Result::kNotWritten,
                fmt::format("the router rebooted as after a success, but revision {} runs instead of {}",
                            running, revision),
                running};
    });
}

std::string running_revision(router::Shell& shell, const base::Deadline& deadline) {
    const std::string answer = router::run_checked(shell, "ubus call system board", deadline);
    const auto board = nlohmann::json::parse(answer, nullptr, /*allow_exceptions=*/false);
    const auto pointer = nlohmann::json::json_pointer("/release/revision");
    if (!board.is_object() || !board.contains(pointer) || !board.at(pointer).is_string())
        throw base::Error("read", "ubus call system board",
                          fmt::format("no release.revision in '{}'", base::trim(answer)));
    return board.at(pointer).get<std::string>();
}

}  // namespace tetherlab::flash
