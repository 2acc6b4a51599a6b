// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/event/event.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace tetherlab::report {

using Micros = std::chrono::microseconds;

inline double seconds(Micros time) {
    return static_cast<double>(time.count()) / 1e6;
}

// What is drawn of a run. Times are since it began; a tone is a colour of report.css.

struct Span {
    Micros begin{0};
    Micros end{0};
    std::string text;
    std::string tone;
};

struct Mark {
    Micros at{0};
    std::string text;
    std::string tone;
};

struct Lane {
    std::string name;
    std::vector<Span> spans;  // in order of beginning
    std::vector<Mark> marks;  // in order of time
};

// A quantity over time; each value lasts until the next point.
struct Curve {
    struct Point {
        Micros at{0};
        double value = 0;  // NaN: there is none until the next point
    };

    std::string name;  // "download"
    std::string unit;  // "Mbit/s"
    std::vector<Point> points;
};

struct Timeline {
    Micros end{0};              // of the last event
    std::vector<Lane> lanes;    // of the bench, then one for each fault and each step; none is empty
    std::vector<Curve> curves;  // none is empty
};

// A step that never ended lasts to the last event and has the tone "fail". A fault may last to the end.
Timeline make_timeline(const std::vector<event::Event>& events);

}  // namespace tetherlab::report
