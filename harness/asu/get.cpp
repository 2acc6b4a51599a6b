// SPDX-License-Identifier: Apache-2.0
#include "harness/asu/get.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "gadget/base/yaml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace tetherlab::asu {
namespace {

// Returns early when asked to stop; whoever asks the server next notices.
void pause(base::Milliseconds time, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock waiting(mutex);
    never.wait_for(waiting, stop, time, [] { return false; });
}

class Getter {
public:
    Getter(const Order& order, Http& http, const Store& store, event::Log& log,
           const base::Deadline& deadline, const std::stop_token& stop)
        : order_(order), http_(http), store_(store), log_(log), deadline_(deadline), stop_(stop) {
        while (root_.ends_with('/')) root_.pop_back();
    }

    Delivery run() {
        Answer answer = event::step(log_, "ask", [&] { return judged(post()); });
        if (!std::holds_alternative<Build>(answer))
            answer = event::step(log_, "build", [&] { return wait(std::move(answer)); });
        Delivery delivery{.build = std::get<Build>(std::move(answer))};
        check_packages(delivery.build);
        delivery.image = chosen(delivery.build);
        if (const auto known = store_.find(delivery.build, delivery.image)) {
            delivery.file = *known;
            return delivery;
        }
        delivery.file = event::step(log_, "download", [&] { return download(delivery); });
        delivery.downloaded = true;
        return delivery;
    }

private:
    Answer post() {
        const std::string url = root_ + "/api/v1/build";
        const HttpAnswer answer =
            http_.post_json(url, order_.request.to_json(), deadline_.within(order_.times.answer));
        return parse_answer(answer.status, answer.body, url);
    }

    Answer poll(const std::string& request_hash) {
        const std::string url = root_ + "/api/v1/build/" + request_hash;
        const HttpAnswer answer = http_.get(url, deadline_.within(order_.times.answer));
        return parse_answer(answer.status, answer.body, url);
    }

    // Passes on what means that the build goes on or is there.
    Answer judged(Answer answer) {
        if (const auto* refused = std::get_if<Refused>(&answer))
            throw base::ConfigError(fmt::format("{} refuses to build: {}", root_, refused->detail));
        if (const auto* failed = std::get_if<Failed>(&answer)) throw failure(*failed);
        if (const auto* unavailable = std::get_if<Unavailable>(&answer))
            throw base::Error("ask", root_,
                              fmt::format("status {}: {}", unavailable->status, unavailable->detail));
        return answer;
    }

    base::Error failure(const Failed& failed) const {
        const std::string packages = failed.packages.empty() ? "" : to_text(failed.packages) + "; ";
        return {
            "build", "an image on " + root_,
            fmt::format("the package feeds or the build service failed, not the router: {}it says \"{}\" and "
                        "repeats that for an hour before it tries again",
                        packages, failed.detail)};
    }

    Answer wait(Answer answer) {
        const base::Deadline deadline = deadline_.within(order_.times.build);
        std::string told;
        while (!std::holds_alternative<Build>(answer)) {
            const std::string now = progress(answer);
            if (now != told) log_.emit(event::Kind::kNote, "build", {{"text", now}});
            told = now;
            if (deadline.expired()) base::throw_timeout("the build (" + now + ")", deadline);
            pause(deadline.within(order_.times.poll).remaining(), stop_);
            answer = judged(poll(hash_of(answer)));
        }
        return answer;
    }

    static std::string progress(const Answer& answer) {
        if (const auto* queued = std::get_if<Queued>(&answer))
            return fmt::format("queued, place {}", queued->position);
        return std::get<Building>(answer).stage;
    }

    static std::string hash_of(const Answer& answer) {
        const auto* queued = std::get_if<Queued>(&answer);
        return queued != nullptr ? queued->request_hash : std::get<Building>(answer).request_hash;
    }

    // The server builds without a package that it takes from the list by itself.
    void check_packages(const Build& build) const {
        if (build.manifest.empty()) return;
        std::vector<std::string> absent;
        for (const std::string& package : order_.needed) {
            if (std::find(build.manifest.begin(), build.manifest.end(), package) == build.manifest.end())
                absent.push_back(package);
        }
        if (absent.empty()) return;
        throw base::Error(
            "build", "an image on " + root_,
            fmt::format("the build succeeded without {}, which the hotspot needs", base::join(absent, ", ")));
    }

    Image chosen(const Build& build) const {
        if (const Image* image = find_image(build, order_.kind)) return *image;
        std::vector<std::string> names;
        for (const Image& image : build.images) names.push_back(image.name);
        throw base::Error(
            "find", fmt::format("an image of kind {}", to_text(order_.kind)),
            fmt::format("the build has {}", names.empty() ? "no image" : base::join(names, ", ")));
    }

    std::filesystem::path download(const Delivery& delivery) {
        const std::string url =
            fmt::format("{}/store/{}/{}", root_, delivery.build.bin_dir, delivery.image.name);
        Store::Incoming incoming = store_.begin();
        http_.download(
            url, [&](base::ByteSpan piece) { incoming.add(piece); }, deadline_.within(order_.times.download));
        return store_.keep(std::move(incoming), delivery.build, delivery.image);
    }

    const Order& order_;
    Http& http_;
    const Store& store_;
    event::Log& log_;
    const base::Deadline& deadline_;
    const std::stop_token& stop_;
    std::string root_ = order_.server;
};

}  // namespace

Delivery get(const Order& order, Http& http, const Store& store, event::Log& log,
             const base::Deadline& deadline, const std::stop_token& stop) {
    return Getter(order, http, store, log, deadline, stop).run();
}

}  // namespace tetherlab::asu
