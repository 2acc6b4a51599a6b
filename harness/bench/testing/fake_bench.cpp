// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/testing/fake_bench.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <algorithm>

namespace tetherlab::bench {

void FakeLab::fail_on(std::string verb, std::string reason) {
    failing_verb_ = std::move(verb);
    failure_ = std::move(reason);
}

std::vector<std::string> FakeLab::calls() const {
    const std::scoped_lock lock(mutex_);
    return calls_;
}

std::size_t FakeLab::looked() const {
    const std::scoped_lock lock(mutex_);
    return looked_;
}

void FakeLab::call(const std::string& verb, const std::string& object) {
    const std::scoped_lock lock(mutex_);
    calls_.push_back(object.empty() ? verb : verb + " " + object);
    if (verb == failing_verb_) throw base::Error(verb, object.empty() ? "hotspot" : object, failure_);
}

flash::Outcome FakeBench::flash(const std::filesystem::path& image, const base::Deadline& /*deadline*/) {
    lab_.call("flash", image.filename());
    return lab_.flash_outcome;
}

void FakeBench::follow(const router::Ipv4Interface& router_lan, const base::Deadline& /*deadline*/) {
    lab_.call("follow", router_lan.to_text());
}

observe::Facts FakeBench::look(const observe::Needs& /*needs*/, const base::Deadline& /*deadline*/) {
    lab_.on_look();
    const std::scoped_lock lock(lab_.mutex_);
    if (lab_.failing_verb_ == "look") throw base::Error("look at", "router", lab_.failure_);
    return lab_.looks[std::min(lab_.looked_++, lab_.looks.size() - 1)];
}

std::vector<agent::Deviation> FakeBench::prepare(const profile::Profile& profile,
                                                 const base::Deadline& /*deadline*/) {
    lab_.call("prepare", profile.name);
    return lab_.deviations;
}

void FakeBench::plug(const base::Deadline& /*deadline*/) {
    lab_.call("plug");
}

void FakeBench::unplug(const base::Deadline& /*deadline*/) {
    lab_.call("unplug");
}

void FakeBench::arm(const fault::Order& order, const base::Deadline& /*deadline*/) {
    lab_.call("arm", order.yaml);
    lab_.on_fault(order.id, "armed");
}

void FakeBench::fire(const std::string& id, const base::Deadline& /*deadline*/) {
    lab_.call("fire", id);
    lab_.on_fault(id, "fired");
}

void FakeBench::end(const std::string& id, const base::Deadline& /*deadline*/) {
    lab_.call("end", id);
    lab_.on_fault(id, "ended");
}

void FakeBench::renew(const base::Deadline& /*deadline*/) {
    lab_.call("renew");
}

base::Output FakeBench::run(const base::Argv& argv, const base::Deadline& /*deadline*/) {
    lab_.call("run", base::join(argv, " "));
    return {};
}

}  // namespace tetherlab::bench
