// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/bench/bench.hpp"
#include "harness/router/testing/fake_shell.hpp"

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace tetherlab::bench {

// What happens on a FakeBench, and what happened: it outlives the bench, which a runner destroys.
class FakeLab {
public:
    flash::Outcome flash_outcome{flash::Result::kFlashed, "", "r2-after"};
    std::vector<agent::Deviation> deviations;
    std::vector<observe::Facts> looks = {{}};  // what each look shows; the last one again and again
    router::FakeShell shell;                   // records and answers by itself
    std::function<void()> on_look = [] {};

    // What a fault does, as its agent would tell: called by arm ("armed"), fire ("fired") and end ("ended").
    std::function<void(const std::string& id, const std::string& what)> on_fault = [](auto&, auto&) {};

    // The verb ("flash", "follow", "prepare", "plug", "unplug", "arm", "fire", "end", "look") ends with this
    // error from now on.
    void fail_on(std::string verb, std::string reason);

    // "prepare quanta-d53", "flash standin.bin", "follow 192.168.8.1/24", "plug", "unplug",
    // "arm {fault: brownout}", "fire brownout", "end brownout", "renew", "run timeout …", "abort",
    // "destroyed", in order. Looks are only counted.
    std::vector<std::string> calls() const;
    std::size_t looked() const;

private:
    friend class FakeBench;
    void call(const std::string& verb, const std::string& object = {});

    mutable std::mutex mutex_;
    std::vector<std::string> calls_;
    std::size_t looked_ = 0;
    std::string failing_verb_;
    std::string failure_;
};

// A bench that a test plays.
class FakeBench : public Bench, public Hotspot, public LanClient {
public:
    explicit FakeBench(FakeLab& lab) : lab_(lab) {}

    ~FakeBench() override { lab_.call("destroyed"); }

    router::Shell& shell() override { return lab_.shell; }

    Hotspot& hotspot() override { return *this; }

    LanClient& client() override { return *this; }

    flash::Outcome flash(const std::filesystem::path& image, const base::Deadline& deadline) override;
    void follow(const router::Ipv4Interface& router_lan, const base::Deadline& deadline) override;
    observe::Facts look(const observe::Needs& needs, const base::Deadline& deadline) override;

    const image::Board& board() const override { return board_; }

    const std::vector<Substitution>& substitutions() const override { return substitutions_; }

    std::map<std::string, std::string> versions() const override { return {{"bench", "fake"}}; }

    void abort() noexcept override { lab_.call("abort"); }

    std::vector<agent::Deviation> prepare(const profile::Profile& profile,
                                          const base::Deadline& deadline) override;
    void plug(const base::Deadline& deadline) override;
    void unplug(const base::Deadline& deadline) override;
    void arm(const fault::Order& order, const base::Deadline& deadline) override;
    void fire(const std::string& id, const base::Deadline& deadline) override;
    void end(const std::string& id, const base::Deadline& deadline) override;
    void renew(const base::Deadline& deadline) override;
    base::Output run(const base::Argv& argv, const base::Deadline& deadline) override;

private:
    FakeLab& lab_;
    image::Board board_ = image::virtual_dir_3040();
    std::vector<Substitution> substitutions_ = {{"kernel", "none", "it is a fake"}};
};

}  // namespace tetherlab::bench
