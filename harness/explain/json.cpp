// SPDX-License-Identifier: Apache-2.0
#include "harness/explain/page.hpp"
#include "harness/log/attachment.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace tetherlab::explain {
namespace {

using Json = nlohmann::ordered_json;

Json seconds(const std::optional<log::Micros>& at) {
    return at ? Json(static_cast<double>(at->count()) / 1e6) : Json(nullptr);
}

// Leaves out what the line does not say.
void put(Json& json, const char* name, const std::string& value) {
    if (!value.empty()) json[name] = value;
}

void put(Json& json, const char* name, int value) {
    if (value != 0) json[name] = value;
}

Json of(const log::Session& session) {
    Json json{{"host", session.host},
              {"clock", to_text(session.clock)},
              {"first_line", session.first_line},
              {"last_line", session.last_line},
              {"kernel", session.kernel},
              {"begins", session.begins},
              {"device_side", session.device_side}};
    return json;
}

Json of(const log::Event& event) {
    Json json{{"kind", to_text(event.kind)},
              {"session", event.session},
              {"line", event.line},
              {"t", seconds(event.at)},
              {"stamp", event.stamp}};
    put(json, "port", event.port);
    put(json, "interface", event.interface);
    put(json, "driver", event.driver);
    put(json, "netdev", event.netdev);
    put(json, "from", event.from);
    put(json, "mac", event.mac);
    put(json, "speed", event.speed);
    put(json, "stage", event.stage);
    put(json, "code", event.code);
    put(json, "detail", event.detail);
    put(json, "number", event.number);
    put(json, "error", event.error);
    if (event.vendor) json["vendor"] = fmt::format("{:04x}", *event.vendor);
    if (event.product) json["product"] = fmt::format("{:04x}", *event.product);
    json["text"] = event.text;
    return json;
}

Json of(const log::Counts& counts) {
    return {{"connects", counts.connects},
            {"disconnects", counts.disconnects},
            {"descriptor_failures", counts.descriptor_failures},
            {"setup_failures", counts.setup_failures},
            {"enable_failures", counts.enable_failures},
            {"address_failures", counts.address_failures},
            {"give_ups", counts.give_ups},
            {"netdevs_up", counts.netdevs_up},
            {"bind_failures", counts.bind_failures},
            {"stalls", counts.stalls},
            {"over_currents", counts.over_currents}};
}

const char* to_text(log::End end) {
    switch (end) {
        case log::End::kStays:
            return "stays";
        case log::End::kLeaves:
            return "leaves";
        case log::End::kFails:
            return "fails";
        case log::End::kLost:
            return "lost";
    }
    return "unknown";
}

class Writer {
public:
    explicit Writer(const Explanation& explanation)
        : explanation_(explanation), log_(explanation.account().log) {}

    Json run() const;

private:
    Json event_ref(const std::optional<std::size_t>& index) const;
    Json of(const log::Attachment& attachment) const;
    Json of(const log::Story& story) const;
    Json of(const log::Episode& episode) const;

    static Json of(const importer::Clue& clue) { return {{"line", clue.place.line}, {"text", clue.text}}; }

    static Json of(const std::vector<importer::Clue>& clues);
    static Json of(const importer::Conclusion& conclusion);
    static Json of(const Guess& guess);
    Json totals() const;

    const Explanation& explanation_;
    const log::Log& log_;
};

Json Writer::event_ref(const std::optional<std::size_t>& index) const {
    if (!index) return nullptr;
    const log::Event& event = log_.events[*index];
    return {{"t", seconds(event.at)}, {"stamp", event.stamp}, {"line", event.line}};
}

Json Writer::of(const log::Attachment& attachment) const {
    Json netdevs = Json::array();
    for (const log::Netdev& netdev : attachment.netdevs) {
        netdevs.push_back({{"name", netdev.name},
                           {"now", netdev.now},
                           {"driver", netdev.driver},
                           {"interface", netdev.interface},
                           {"mac", netdev.mac},
                           {"description", netdev.description},
                           {"registered", event_ref(netdev.event)}});
    }
    return {{"number", attachment.number},
            {"connect", event_ref(attachment.connect)},
            {"disconnect", event_ref(attachment.disconnect)},
            {"end", to_text(attachment.end)},
            {"speed", attachment.speed},
            {"id", log::identity(attachment)},
            {"manufacturer", attachment.manufacturer},
            {"product", attachment.product_name},
            {"serial", attachment.serial},
            {"drivers", attachment.drivers},
            {"netdevs", std::move(netdevs)},
            {"troubles", attachment.troubles.size()}};
}

Json Writer::of(const log::Story& story) const {
    Json attachments = Json::array();
    for (const log::Attachment& attachment : story.attachments) attachments.push_back(of(attachment));
    return {{"session", story.session},
            {"port", story.port},
            {"role", log::to_text(story.role)},
            {"counts", explain::of(story.counts)},
            {"attachments", std::move(attachments)}};
}

Json Writer::of(const log::Episode& episode) const {
    return {{"kind", log::to_text(episode.kind)},
            {"session", episode.session},
            {"port", episode.port},
            {"begins", seconds(episode.begins)},
            {"ends", seconds(episode.ends)},
            {"count", episode.count},
            {"failures", episode.failures},
            {"period_s", seconds(episode.period)},
            {"longest_s", seconds(episode.longest)},
            {"up_s", seconds(episode.up)},
            {"down_s", seconds(episode.down)},
            {"after", log::to_text(episode.after)},
            {"stays_s", seconds(episode.stays)},
            {"sentence", log::sentence(episode, log_)}};
}

Json Writer::of(const std::vector<importer::Clue>& clues) {
    Json all = Json::array();
    for (const importer::Clue& clue : clues) all.push_back(of(clue));
    return all;
}

Json Writer::of(const importer::Conclusion& conclusion) {
    return {{"code", conclusion.code},
            {"certainty", log::to_text(conclusion.certainty)},
            {"over", conclusion.over},
            {"sentence", conclusion.sentence},
            {"evidence", of(conclusion.evidence)},
            {"against", conclusion.against},
            {"advice", conclusion.advice}};
}

Json Writer::of(const Guess& guess) {
    return {{"guess", guess.what},
            {"support", to_text(guess.support)},
            {"why", guess.why},
            {"said", of(guess.said)},
            {"evidence", of(guess.evidence)}};
}

// Of the ports whose device may be a hotspot.
Json Writer::totals() const {
    log::Counts all;
    for (const log::Story& story : explanation_.account().stories) {
        if (story.concerns_tether()) all += story.counts;
    }
    return explain::of(all);
}

Json Writer::run() const {
    const std::string missing = importer::missing_log(explanation_.import);
    Json json{{"file", explanation_.text().name},
              {"refused", explanation_.refusal.empty() ? Json(nullptr) : Json(explanation_.refusal)},
              {"log_lines", log_.lines},
              {"missing_log", missing.empty() ? Json(nullptr) : Json(missing)},
              {"repeated_events", log_.repeated},
              {"breaks_off", log_.breaks_off > 0 ? Json(log_.breaks_off) : Json(nullptr)},
              {"complete", explanation_.text().whole && !log_.cut}};
    for (const char* list : {"sessions", "ports", "episodes", "diagnoses", "guesses", "events"}) {
        json[list] = Json::array();
    }
    for (const log::Session& session : log_.sessions) json["sessions"].push_back(explain::of(session));
    if (!explanation_.refusal.empty()) return json;
    json["totals"] = totals();
    for (const log::Story& story : explanation_.account().stories) json["ports"].push_back(of(story));
    for (const log::Episode& episode : explanation_.account().episodes)
        json["episodes"].push_back(of(episode));
    for (const importer::Conclusion& each : explanation_.conclusions) json["diagnoses"].push_back(of(each));
    for (const Guess& guess : explanation_.guesses) json["guesses"].push_back(of(guess));
    for (const log::Event& event : log_.events) json["events"].push_back(explain::of(event));
    return json;
}

}  // namespace

std::string json(const Explanation& explanation) {
    constexpr int kIndent = 2;
    // What is no UTF-8 was replaced by paste::clean, but a cut may leave half a character.
    return Writer(explanation).run().dump(kIndent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tetherlab::explain
