// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/side_by_side.hpp"

#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace tetherlab::cli {
namespace {

class Benches {
public:
    Benches(std::size_t lines, std::size_t benches, const Crew& crew)
        : schedule_(lines, benches), crew_(crew) {}

    void work(std::size_t bench) {
        while (const auto line = await_line(bench)) {
            try {
                put(bench, crew_.run(bench, *line));
            } catch (...) {
                give_up(std::current_exception());
            }
        }
    }

    void rethrow() const {
        if (thrown_) std::rethrow_exception(thrown_);
    }

private:
    // Until there is one for it, or never again: what it waits for is the end of the others' runs.
    std::optional<std::size_t> await_line(std::size_t bench) {
        std::unique_lock lock(mutex_);
        std::optional<std::size_t> line;
        changed_.wait(lock, [&] {
            if (thrown_ || schedule_.over() || schedule_.is_out(bench)) return true;
            line = schedule_.take(bench);
            return line.has_value();
        });
        return line;
    }

    void put(std::size_t bench, const Ran& ran) {
        const std::scoped_lock lock(mutex_);
        schedule_.put(bench, ran.ended, ran.again);
        if (schedule_.is_out(bench)) crew_.taken_out(bench);
        changed_.notify_all();
    }

    void give_up(std::exception_ptr thrown) {
        const std::scoped_lock lock(mutex_);
        if (!thrown_) thrown_ = std::move(thrown);
        changed_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    Schedule schedule_;
    const Crew& crew_;
    std::exception_ptr thrown_;
};

}  // namespace

void side_by_side(std::size_t lines, std::size_t benches, const Crew& crew) {
    Benches all(lines, benches, crew);
    {
        std::vector<std::jthread> threads;
        for (std::size_t bench = 0; bench < benches; ++bench) {
            threads.emplace_back([&all, bench] { all.work(bench); });
        }
    }
    all.rethrow();
}

}  // namespace tetherlab::cli
