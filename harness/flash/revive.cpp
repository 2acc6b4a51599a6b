// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/revive.hpp"

#include "gadget/base/error.hpp"
#include "harness/flash/sysupgrade.hpp"
#include "harness/flash/tftp_recovery.hpp"
#include "harness/flash/walk_down.hpp"
#include "harness/flash/web_page.hpp"

#include <fmt/format.h>

namespace tetherlab::flash {
namespace {

using router::State;
using Evidence = std::optional<std::string>;

constexpr base::Milliseconds kBootTime{180'000};
constexpr base::Milliseconds kAnswerTime{20'000};
constexpr base::Milliseconds kRebootTime{60'000};
constexpr base::Milliseconds kTftpTime{600'000};
constexpr base::Milliseconds kPressTime{60'000};
constexpr base::Milliseconds kPageTime{60'000};  // the page comes some 30 s after the button
constexpr base::Milliseconds kUploadTime{120'000};
constexpr base::Milliseconds kPageWriteTime{240'000};
constexpr int kUploads = 2;  // a page that hung takes no other one before a power cycle

// The rungs for one router, and what the last of them left on it.
class Ways {
public:
    Ways(const Target& target, const RecoveryLab& lab, const Firmware& firmware)
        : target_(target), router_(target.router), lab_(lab), firmware_(firmware), deadline_(lab.time) {}

    std::vector<Rung> rungs() {
        return {{"reboot", [this] { return reboot(); }},
                {"power cycle", [this] { return power_cycle(); }},
                {"boot loader and TFTP", [this] { return tftp(); }},
                {"vendor's page", [this] { return page(); }}};
    }

    const std::optional<Outcome>& written() const { return written_; }

private:
    Evidence no_shell() const { return fmt::format("{}: {}", to_text(router_.state()), router_.trouble()); }

    Evidence boot(const base::Deadline& deadline) {
        if (router_.bring_to(State::kShell, deadline) == State::kShell) return std::nullopt;
        return no_shell();
    }

    // Its ssh may answer although its console never came so far.
    Evidence reboot() {
        router_.start_over();
        if (router_.state() != State::kKernel && router_.state() != State::kShell)
            return "it has no shell: " + *no_shell();
        try {
            target_.shell.run("reboot", deadline_.within(kAnswerTime));
        } catch (const router::ConnectionLost&) {  // as reboots end
        }
        if (!router_.await_reboot(deadline_.within(kRebootTime)))
            return fmt::format("it did not reboot within {}", base::to_text(kRebootTime));
        return boot(deadline_.within(kBootTime));
    }

    Evidence power_cycle() {
        cut_power();
        return boot(deadline_.within(kBootTime));
    }

    Evidence tftp() {
        if (!lab_.tftp) return "not possible: the bench has no system for it";
        router_.start_over();
        return taken(tftp_recovery(target_, lab_, firmware_.image, deadline_.within(kTftpTime)));
    }

    Evidence page() {
        if (!lab_.page) return "not possible: the bench has no image for it";
        Evidence evidence;
        for (int attempt = 1; attempt <= kUploads; ++attempt) {
            evidence = upload_once(*lab_.page);
            if (!evidence) return taken(page_wrote());
        }
        return fmt::format("{}; {} attempts", *evidence, kUploads);
    }

    // What presses the button does so while the power comes.
    Evidence upload_once(const PageImage& page) {
        cut_power();
        target_.follow(page.router_address);
        std::optional<base::Child> button;
        if (!page.press_reset.empty()) button.emplace(page.press_reset, base::SpawnOptions{});
        const State state = router_.bring_to(State::kBootloader, deadline_.within(kBootTime));
        if (button) await_pressed(page, *button);
        if (state != State::kBootloader) return no_shell();
        const WebPage form{page.url, page.field, lab_.in_network};
        if (const Evidence absent = await_page(form, deadline_.within(kPageTime))) return absent;
        return upload(form, page.image, deadline_.within(kUploadTime));
    }

    // A button that was not pressed is no fault of the router's.
    void await_pressed(const PageImage& page, base::Child& button) const {
        const auto status = button.wait(deadline_.within(kPressTime));
        if (status && status->success()) return;
        throw base::Error("press", "the reset button",
                          fmt::format("{}: {}", base::to_text(page.press_reset),
                                      status ? fmt::format("exit status {}", status->code)
                                             : "it goes on after " + base::to_text(kPressTime)));
    }

    // The page's image need not be the one that is to run.
    Outcome page_wrote() {
        if (!router_.await_reboot(deadline_.within(kPageWriteTime)))
            return {Result::kBricked, "the page took the image, but the router did not reboot"};
        target_.follow(kDefaultAddress);
        return boot_and_prove(target_, firmware_.revision, deadline_);
    }

    void cut_power() {
        router_.start_over();
        if (router_.bring_to(State::kOff, deadline_.within(kRebootTime)) != State::kOff)
            throw base::Error("cut power of", "the router", "it is " + std::string(to_text(router_.state())));
    }

    // A router that runs anything is back.
    Evidence taken(const Outcome& outcome) {
        const bool is_up = outcome.result == Result::kFlashed || outcome.result == Result::kNotWritten;
        if (!is_up) return fmt::format("{}: {}", to_text(outcome.result), outcome.reason);
        written_ = outcome;
        return std::nullopt;
    }

    const Target& target_;
    router::Router& router_;
    const RecoveryLab& lab_;
    const Firmware& firmware_;
    base::Deadline deadline_;
    std::optional<Outcome> written_;
};

}  // namespace

std::optional<Outcome> revive(const Target& target, const RecoveryLab& lab, const Firmware& firmware,
                              std::string before) {
    if (lab.stop.stop_requested()) throw base::Error("bring back", "the router", "asked to stop");
    target.log.emit(event::Kind::kNote, "recover", {{"text", "the router does not come up: " + before}});
    Ways ways(target, lab, firmware);
    const Descent descent = walk_down(ways.rungs(), target.log, lab.stop);
    if (descent.back_by) return ways.written();
    const std::string evidence = fmt::format("{}; {}", before, to_text(descent.failed));
    if (lab_failed(descent)) throw base::Error("bring back", "the router", evidence);
    return Outcome{Result::kBricked, "dead: " + evidence};
}

}  // namespace tetherlab::flash
