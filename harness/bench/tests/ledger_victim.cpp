// SPDX-License-Identifier: Apache-2.0
// tetherlab-ledger-victim RUNS POINT: makes one thing outside its process and dies by SIGKILL at POINT.
#include "gadget/base/process.hpp"
#include "gadget/base/text.hpp"
#include "harness/bench/ledger.hpp"
#include "harness/bench/netns.hpp"
#include "harness/bench/run_directory.hpp"

#include <signal.h>
#include <unistd.h>

#include <functional>
#include <iostream>
#include <map>

namespace {

using namespace tetherlab;

void die() {
    ::raise(SIGKILL);
}

// A process that no parent's death ends: the ledger is all that knows it.
pid_t start_daemon() {
    const base::Argv argv = {"sh", "-c", "setsid tail -f /dev/null >/dev/null 2>&1 & echo $!"};
    return std::stoi(base::run_checked(argv, base::Deadline(base::Milliseconds(5000))));
}

base::Child start_child(const base::Argv& prefix = {}) {
    base::Argv argv = prefix;
    argv.insert(argv.end(), {"tail", "-f", "/dev/null"});
    return base::Child(argv, {});
}

const std::map<std::string, std::function<void(bench::RunDirectory&)>> kPoints = {
    {"folder-made", [](bench::RunDirectory&) { die(); }},
    {"file-recorded",
     [](bench::RunDirectory& run) {
         run.record(bench::PathEntry{run.path().parent_path().parent_path() / "outside"});
         die();
     }},
    {"file-made",
     [](bench::RunDirectory& run) {
         const auto file = run.path().parent_path().parent_path() / "outside";
         run.record(bench::PathEntry{file});
         base::write_file(file, "x");
         die();
     }},
    {"child-made",
     [](bench::RunDirectory& run) {
         const base::Child child = start_child();
         base::write_file(run.path().parent_path().parent_path() / "pid", std::to_string(child.pid()));
         die();
     }},
    {"daemon-recorded",
     [](bench::RunDirectory& run) {
         const pid_t pid = start_daemon();
         run.record(*bench::process_entry(pid));
         base::write_file(run.path().parent_path().parent_path() / "pid", std::to_string(pid));
         die();
     }},
    {"undo-begun",
     [](bench::RunDirectory& run) {
         const auto outside = run.path().parent_path().parent_path() / "outside";
         run.record(bench::PathEntry{outside});
         base::write_file(outside, "x");
         const pid_t pid = start_daemon();
         run.record(*bench::process_entry(pid));
         bench::undo(*bench::process_entry(pid), base::Deadline(base::Milliseconds(5000)));
         die();
     }},
    {"namespace-recorded",
     [](bench::RunDirectory& run) {
         run.record(bench::NamespaceEntry{"tl" + run.id() + "-lab"});
         die();
     }},
    {"namespace-made",
     [](bench::RunDirectory& run) {
         const std::string name = "tl" + run.id() + "-lab";
         run.record(bench::NamespaceEntry{name});
         bench::netns::create(name);
         bench::netns::ip(name, {"tuntap add lan1 mode tap"}, base::Deadline(base::Milliseconds(5000)));
         die();
     }},
    {"namespace-inhabited",
     [](bench::RunDirectory& run) {
         const std::string name = "tl" + run.id() + "-lab";
         run.record(bench::NamespaceEntry{name});
         bench::netns::create(name);
         base::Argv daemon = bench::netns::prefix(name);
         daemon.insert(daemon.end(), {"sh", "-c", "setsid tail -f /dev/null >/dev/null 2>&1 & echo started"});
         base::run_checked(daemon, base::Deadline(base::Milliseconds(5000)));
         die();
     }},
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3 || !kPoints.contains(argv[2])) {
        std::cerr << "usage: tetherlab-ledger-victim RUNS POINT\n";
        return 2;
    }
    bench::RunDirectory run(argv[1]);
    std::cout << run.id() << std::flush;
    kPoints.at(argv[2])(run);
}
