// SPDX-License-Identifier: Apache-2.0
#include "harness/report/timeline_json.hpp"

#include <nlohmann/json.hpp>

namespace tetherlab::report {
namespace {

using nlohmann::json;

json to_json(const Lane& lane) {
    json spans = json::array();
    for (const Span& span : lane.spans) {
        spans.push_back({seconds(span.begin), seconds(span.end), span.text, span.tone});
    }
    json marks = json::array();
    for (const Mark& mark : lane.marks) marks.push_back({seconds(mark.at), mark.text, mark.tone});
    return {{"name", lane.name}, {"spans", std::move(spans)}, {"marks", std::move(marks)}};
}

json to_json(const Curve& curve) {
    json points = json::array();
    for (const Curve::Point& point : curve.points) points.push_back({seconds(point.at), point.value});
    return {{"name", curve.name}, {"unit", curve.unit}, {"points", std::move(points)}};
}

}  // namespace

std::string timeline_json(const Timeline& timeline) {
    json lanes = json::array();
    for (const Lane& lane : timeline.lanes) lanes.push_back(to_json(lane));
    json curves = json::array();
    for (const Curve& curve : timeline.curves) curves.push_back(to_json(curve));
    const json all = {
        {"end", seconds(timeline.end)}, {"lanes", std::move(lanes)}, {"curves", std::move(curves)}};
    std::string text = all.dump(-1, ' ', false, json::error_handler_t::replace);
    for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos;) text.replace(at, 1, "\\u003c");
    return text;
}

}  // namespace tetherlab::report
