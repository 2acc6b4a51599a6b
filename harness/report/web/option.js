// SPDX-License-Identifier: Apache-2.0
// From a run's timeline (timeline_json.hpp says its form) to what ECharts draws. Pure: no page, no chart.

const kRow = 22; // pixels of a lane
const kCurves = 110; // pixels of the plot of the curves
const kTop = 6;
const kGap = 58; // between lanes and curves: the lanes' axis, then the legend

const unitsOf = (run) => [...new Set(run.curves.map(({ unit }) => unit))];

// Where everything of the chart is, in pixels.
export function layout(run, width) {
  const lanes = run.lanes.length * kRow;
  const curves = run.curves.length > 0 ? kCurves : 0;
  return {
    left: width < 640 ? 92 : 190,
    right: unitsOf(run).length > 1 ? 50 : 20, // a second unit has its axis on the right
    lanes: { top: kTop, height: lanes },
    curves: { top: kTop + lanes + kGap, height: curves },
    height: kTop + lanes + (curves > 0 ? kGap + curves : 0) + 66, // an axis, then the slider
  };
}

export const inSeconds = (time) => `${time.toFixed(time < 100 ? 2 : 1)} s`;

export function describe(lane, begin, end, text) {
  const when = end > begin ? `${inSeconds(begin)} to ${inSeconds(end)}` : inSeconds(begin);
  return `${when}  ${lane}: ${text}`;
}

// Everything that happens at a moment, in order of time: what the keys walk through.
export function moments(run) {
  const found = run.lanes.flatMap((lane) => [
    ...lane.marks.map(([at, text]) => ({ at, says: describe(lane.name, at, at, text) })),
    ...lane.spans.map(([at, end, text]) => ({ at, says: describe(lane.name, at, end, text) })),
  ]);
  return found.sort((a, b) => a.at - b.at);
}

function drawSpan(params, api) {
  const [x, y] = api.coord([api.value(1), api.value(0)]);
  const [right] = api.coord([api.value(2), api.value(0)]);
  const area = params.coordSys;
  const left = Math.max(x, area.x);
  const width = Math.max(2, Math.min(right, area.x + area.width) - left);
  if (left > area.x + area.width || right < area.x - 1) return null;
  return { type: 'rect', shape: { x: left, y: y - 6, width, height: 12, r: 3 }, style: { fill: api.visual('color') } };
}

function spans(run, colours) {
  return {
    id: 'spans', type: 'custom', renderItem: drawSpan, encode: { x: [1, 2], y: 0 },
    data: run.lanes.flatMap((lane, row) => lane.spans.map(([begin, end, text, tone]) => ({
      value: [row, begin, end], name: text, itemStyle: { color: colours[tone] },
    }))),
  };
}

function marks(run, colours) {
  return {
    id: 'marks', type: 'scatter', symbol: 'roundRect', symbolSize: [6, 15], encode: { x: 1, y: 0 },
    data: run.lanes.flatMap((lane, row) => lane.marks.map(([at, text, tone]) => ({
      value: [row, at, at], name: text, itemStyle: { color: colours[tone] },
    }))),
    markLine: { symbol: 'none', silent: true, animation: false, data: [], label: { show: false },
      lineStyle: { color: colours.ink, type: 'dashed' } },
  };
}

function curve(colours, tones, units) {
  return ({ name, unit, points }, index) => ({
    id: `curve ${name}`, name: `${name} ${unit}`, type: 'line', step: 'end', symbol: 'none', xAxisIndex: 1,
    yAxisIndex: 1 + units.indexOf(unit),
    data: points, lineStyle: { color: colours[tones[index % tones.length]], width: 1.5 },
    itemStyle: { color: colours[tones[index % tones.length]] },
  });
}

// The whole chart for a page `width` pixels wide; `colours` has a colour for each tone, and for ink, soft and
// line.
export function chartOption(run, width, colours) {
  const place = layout(run, width);
  const curves = run.curves.length > 0;
  const time = (gridIndex) => ({
    type: 'value', gridIndex, min: 0, max: run.end,
    axisLabel: { color: colours.soft, formatter: (at) => `${Number(at.toFixed(2))} s`, hideOverlap: true },
    axisLine: { lineStyle: { color: colours.line } }, splitLine: { lineStyle: { color: colours.line } },
  });
  const grid = (area) => ({ left: place.left, right: place.right, top: area.top, height: area.height });
  return {
    animation: false,
    aria: { enabled: true, label: { description: `Timeline of ${run.lanes.length} lanes, ${inSeconds(run.end)} long.` } },
    grid: curves ? [grid(place.lanes), grid(place.curves)] : [grid(place.lanes)],
    xAxis: curves ? [time(0), time(1)] : [time(0)],
    yAxis: [
      { type: 'category', inverse: true, data: run.lanes.map((lane) => lane.name), axisTick: { show: false },
        axisLine: { show: false }, splitLine: { show: true, lineStyle: { color: colours.line } },
        axisLabel: { color: colours.ink, interval: 0, width: place.left - 14, overflow: 'truncate', align: 'left',
          margin: place.left - 6 } },
      ...unitsOf(run).map((unit, index) => ({ type: 'value', gridIndex: 1, min: 0, position: index > 0 ? 'right' : 'left',
        axisLabel: { color: colours.soft, formatter: index > 0 ? `{value} ${unit}` : '{value}' }, splitNumber: 3,
        splitLine: { show: index === 0, lineStyle: { color: colours.line } } })),
    ],
    legend: curves ? { top: place.curves.top - 28, right: place.right, icon: 'rect', itemWidth: 14, textStyle: { color: colours.soft }, itemHeight: 3,
      data: run.curves.map(({ name, unit }) => `${name} ${unit}`) } : undefined,
    dataZoom: [
      { type: 'inside', xAxisIndex: curves ? [0, 1] : [0], filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false },
      { type: 'slider', xAxisIndex: curves ? [0, 1] : [0], filterMode: 'none', bottom: 6, height: 18, showDetail: false,
        borderColor: colours.line, textStyle: { color: colours.soft } },
    ],
    series: [spans(run, colours), marks(run, colours), ...run.curves.map(curve(colours, ['step', 'usb', 'fault'], unitsOf(run)))],
  };
}
