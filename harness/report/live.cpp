// SPDX-License-Identifier: Apache-2.0
#include "harness/report/live.hpp"

#include "harness/report/timeline.hpp"

#include <fmt/format.h>
#include <unistd.h>

namespace tetherlab::report {
namespace {

using namespace std::chrono_literals;

constexpr auto kRedraw = 500ms;           // on a terminal
constexpr auto kLongestSilence = 1900ms;  // elsewhere: a line at least this often
constexpr std::size_t kStatusWidth = 100;

std::string verdict_mark(const std::string& verdict) {
    if (verdict == "pass") return "ok  ";
    if (verdict == "fail") return "FAIL";
    if (verdict == "error") return "ERR ";
    return "skip";
}

std::string fault_line(const event::Event& event) {
    const std::string text = event.data.value("text", "");
    return fmt::format("{:7.1f} s  fault {} {}{}{}", seconds(event.at), event.name,
                       event.data.value("what", ""), text.empty() ? "" : ": ", text);
}

// What a console line may do to a terminal ends here.
std::string printable(std::string text) {
    std::erase_if(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    return text;
}

}  // namespace

Live::Live(std::FILE* out, Terminal terminal) : out_(out), terminal_(terminal), ticker_([this] { tick(); }) {}

Live::~Live() {
    finish();
}

void Live::finish() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (!ticker_.joinable()) return;
    ticker_.join();
    if (terminal_ == Terminal::kInteractive) std::fputs("\r\033[K", out_);
    std::fflush(out_);
}

void Live::on(const event::Event& event) {
    const std::scoped_lock lock(mutex_);
    if (stopping_) return;
    switch (event.kind) {
        case event::Kind::kStepBegin:
            steps_.begin(event);
            break;
        case event::Kind::kStepEnd:
            if (const std::string line = steps_.end(event); !line.empty()) print(line);
            break;
        case event::Kind::kVerdict: {
            const std::string verdict = event.data.value("verdict", "");
            std::string line = fmt::format("{:7.1f} s  {}  {}: {}", seconds(event.at), verdict_mark(verdict),
                                           event.name, event.data.value("got", ""));
            if (verdict != "pass") line += fmt::format(" (expected {})", event.data.value("expected", ""));
            print(line);
            break;
        }
        case event::Kind::kFault:
            print(fault_line(event));
            break;
        case event::Kind::kNote:
            print(
                fmt::format("{:7.1f} s  note  {}", seconds(event.at), event.data.value("text", event.name)));
            break;
        case event::Kind::kConsoleLine:
            last_console_line_ = printable(event.data.value("text", ""));
            break;
        case event::Kind::kPower:
        case event::Kind::kUsb:
        case event::Kind::kObservation:
            break;
    }
}

void Live::tick() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        if (terminal_ == Terminal::kInteractive) {
            wake_.wait_for(lock, kRedraw, [this] { return stopping_; });
            if (!stopping_) fmt::print(out_, "\r\033[K{}", status());
            std::fflush(out_);
        } else {
            wake_.wait_until(lock, quiet_since_ + kLongestSilence, [this] { return stopping_; });
            if (!stopping_ && base::Clock::now() >= quiet_since_ + kLongestSilence) print(status());
        }
    }
}

void Live::print(const std::string& line) {
    fmt::print(out_, "{}{}\n", terminal_ == Terminal::kInteractive ? "\r\033[K" : "", line);
    std::fflush(out_);
    quiet_since_ = base::Clock::now();
}

std::string Live::status() const {
    const auto now = std::chrono::duration_cast<std::chrono::microseconds>(base::Clock::now() - start_);
    std::string line = fmt::format("{:7.1f} s  …", seconds(now));
    if (const std::string step = steps_.innermost(now); !step.empty()) line += "  " + step;
    if (!last_console_line_.empty()) line += "  | " + last_console_line_;
    if (line.size() > kStatusWidth) line.resize(kStatusWidth);
    return line;
}

Terminal terminal_of_standard_error() {
    return ::isatty(STDERR_FILENO) == 1 ? Terminal::kInteractive : Terminal::kPlain;
}

std::shared_ptr<Live> live_on_standard_error() {
    return std::make_shared<Live>(stderr, terminal_of_standard_error());
}

}  // namespace tetherlab::report
