// SPDX-License-Identifier: Apache-2.0
#include "harness/report/bench_table.hpp"

#include <fmt/format.h>

namespace tetherlab::report {
namespace {

using namespace std::chrono_literals;

constexpr auto kRedraw = 500ms;           // on a terminal
constexpr auto kLongestSilence = 1900ms;  // elsewhere
constexpr std::size_t kWidth = 79;        // of a row that must not wrap

Micros since(base::Clock::time_point time) {
    return std::chrono::duration_cast<Micros>(base::Clock::now() - time);
}

}  // namespace

class BenchTable::Watcher : public event::Sink {
public:
    Watcher(BenchTable& table, std::size_t bench) : table_(table), bench_(bench) {}

    void on(const event::Event& event) override { table_.watch(bench_, event); }

private:
    BenchTable& table_;
    std::size_t bench_;
};

BenchTable::BenchTable(std::FILE* out, Terminal terminal, std::size_t benches)
    : out_(out), terminal_(terminal), benches_(benches), ticker_([this] { tick(); }) {}

BenchTable::~BenchTable() {
    finish();
}

std::shared_ptr<event::Sink> BenchTable::begin(std::size_t bench, const std::string& run) {
    const std::scoped_lock lock(mutex_);
    benches_[bench] = {run, base::Clock::now(), {}, false};
    say(bench, "begins " + run);
    return std::make_shared<Watcher>(*this, bench);
}

void BenchTable::end(std::size_t bench, const std::string& how) {
    const std::scoped_lock lock(mutex_);
    say(bench, fmt::format("{} after {:.1f} s: {}", benches_[bench].run,
                           seconds(since(benches_[bench].since)), how));
    benches_[bench].run.clear();
}

void BenchTable::take_out(std::size_t bench) {
    const std::scoped_lock lock(mutex_);
    benches_[bench].out = true;
    say(bench, "is taken out: the others do what it had to do");
}

void BenchTable::finish() {
    {
        const std::scoped_lock lock(mutex_);
        erase_table();
        std::fflush(out_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (ticker_.joinable()) ticker_.join();
}

void BenchTable::watch(std::size_t bench, const event::Event& event) {
    const std::scoped_lock lock(mutex_);
    if (event.kind == event::Kind::kStepBegin) benches_[bench].steps.begin(event);
    if (event.kind == event::Kind::kStepEnd) benches_[bench].steps.end(event);
}

void BenchTable::tick() {
    std::unique_lock lock(mutex_);
    std::size_t next = 0;  // of those that are at something, in turn
    while (!stopping_) {
        if (terminal_ == Terminal::kInteractive) {
            erase_table();
            draw_table();
            wake_.wait_for(lock, kRedraw, [this] { return stopping_; });
            continue;
        }
        wake_.wait_until(lock, quiet_since_ + kLongestSilence, [this] { return stopping_; });
        if (stopping_ || base::Clock::now() < quiet_since_ + kLongestSilence) continue;
        for (std::size_t i = 0; i < benches_.size() && benches_[next].run.empty(); ++i) {
            next = (next + 1) % benches_.size();
        }
        say(next, row(next));
        next = (next + 1) % benches_.size();
    }
}

// A line that stays.
void BenchTable::say(std::size_t bench, const std::string& what) {
    if (stopping_) return;
    erase_table();
    fmt::print(out_, "{:7.1f} s  bench {}  {}\n", seconds(since(start_)), bench + 1, what);
    if (terminal_ == Terminal::kInteractive) draw_table();
    std::fflush(out_);
    quiet_since_ = base::Clock::now();
}

void BenchTable::erase_table() {
    if (!drawn_) return;
    fmt::print(out_, "\033[{}A\033[J", benches_.size());  // to its first line, and everything from there
    drawn_ = false;
}

void BenchTable::draw_table() {
    for (std::size_t bench = 0; bench < benches_.size(); ++bench) {
        fmt::print(out_, "{}\n", fmt::format("  bench {}  {}", bench + 1, row(bench)).substr(0, kWidth));
    }
    std::fflush(out_);
    drawn_ = true;
}

std::string BenchTable::row(std::size_t bench) const {
    const Bench& own = benches_[bench];
    if (own.out) return "taken out";
    if (own.run.empty()) return "waits";
    const Micros now = since(own.since);
    const std::string step = own.steps.innermost(now);
    return fmt::format("{} ({:.0f} s){}{}", own.run, seconds(now), step.empty() ? "" : ": ", step);
}

}  // namespace tetherlab::report
