// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/event/event.hpp"

#include <filesystem>
#include <fstream>

namespace tetherlab::report {

// {"t_us":…,"kind":"…","name":"…","data":{…}} without a newline.
std::string to_json_line(const event::Event& event);

// events.jsonl: every event, a line each, flushed so that a killed run keeps what it saw.
class EventLines : public event::Sink {
public:
    explicit EventLines(const std::filesystem::path& file);
    void on(const event::Event& event) override;

private:
    std::ofstream out_;
};

// router-console.log: "[   12.345678] text", seconds since the run began.
class ConsoleLog : public event::Sink {
public:
    explicit ConsoleLog(const std::filesystem::path& file);
    void on(const event::Event& event) override;

private:
    std::ofstream out_;
};

// Keeps every event for the reports written at the end.
class Recording : public event::Sink {
public:
    void on(const event::Event& event) override { events_.push_back(event); }

    const std::vector<event::Event>& events() const { return events_; }

private:
    std::vector<event::Event> events_;
};

}  // namespace tetherlab::report
