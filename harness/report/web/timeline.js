// SPDX-License-Identifier: Apache-2.0
// The timeline of a report: draws it, zooms with mouse, touch and keys, and leads from a moment to the console's
// line and back. Everything is in the page; nothing is fetched.
import { CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, DataZoomComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { chartOption, describe, layout, moments } from './option.js';

echarts.use([AriaComponent, CanvasRenderer, CustomChart, DataZoomComponent, GridComponent, LegendComponent, LineChart,
  MarkLineComponent, ScatterChart, TooltipComponent]);

const kTones = ['ink', 'soft', 'line', 'pass', 'fail', 'error', 'step', 'inner', 'usb', 'fault', 'power'];

const run = JSON.parse(document.getElementById('run').textContent);
const box = document.getElementById('timeline');
const says = document.getElementById('moment');
const lines = [...document.querySelectorAll('#console [data-at]')];
const all = moments(run);
const chart = echarts.init(box, null, { height: layout(run, box.clientWidth).height });
let current = -1;

// The page's colours, light or dark, as the style sheet has them.
function colours() {
  const probe = document.body.appendChild(document.createElement('i'));
  const found = Object.fromEntries(kTones.map((tone) => {
    probe.style.color = `var(--${tone})`;
    return [tone, getComputedStyle(probe).color];
  }));
  probe.remove();
  return found;
}

function tip({ seriesId, name, value, seriesName }) {
  const text = document.createElement('span');
  text.textContent = seriesId.startsWith('curve') ? `${value[0].toFixed(1)} s  ${value[1].toFixed(2)} ${seriesName}`
    : describe(run.lanes[value[0]].name, value[1], value[2], name);
  return text;
}

function draw() {
  const zoom = chart.getOption()?.dataZoom?.[0];
  const option = chartOption(run, box.clientWidth, colours());
  option.tooltip = { trigger: 'item', formatter: tip, confine: true };
  if (zoom) option.dataZoom.forEach((each) => Object.assign(each, { start: zoom.start, end: zoom.end }));
  chart.setOption(option, { notMerge: true });
  chart.resize({ height: layout(run, box.clientWidth).height });
}

const share = (at) => (100 * at) / Math.max(run.end, 1e-6);

function zoomTo(start, end) {
  const width = Math.min(100, Math.max(0.2, end - start));
  const from = Math.min(100 - width, Math.max(0, start));
  chart.dispatchAction({ type: 'dataZoom', start: from, end: from + width });
}

function pointAt(at) {
  chart.setOption({ series: [{ id: 'marks', markLine: { data: [{ xAxis: at }] } }] });
}

function showMoment(index) {
  current = Math.min(all.length - 1, Math.max(0, index));
  const { at, says: text } = all[current];
  says.textContent = text;
  pointAt(at);
  const { start, end } = chart.getOption().dataZoom[0];
  if (share(at) < start || share(at) > end) zoomTo(share(at) - (end - start) / 2, share(at) + (end - start) / 2);
}

// The last line that was there at that time, in view.
function showLine(at) {
  const line = lines.findLast((each) => Number(each.dataset.at) <= at + 0.0005) ?? lines[0];
  if (!line) return;
  line.closest('details').open = true;
  document.querySelector('#console .here')?.classList.remove('here');
  line.classList.add('here');
  line.scrollIntoView({ block: 'center' });
}

function zoomBy(factor) {
  const { start, end } = chart.getOption().dataZoom[0];
  const middle = current < 0 ? (start + end) / 2 : share(all[current].at);
  const half = ((end - start) * factor) / 2;
  zoomTo(middle - half, middle + half);
}

const kKeys = {
  ArrowRight: () => showMoment(current + 1),
  ArrowLeft: () => showMoment(current - 1),
  Home: () => showMoment(0),
  End: () => showMoment(all.length - 1),
  '+': () => zoomBy(0.5),
  '-': () => zoomBy(2),
  0: () => zoomTo(0, 100),
  Enter: () => current >= 0 && showLine(all[current].at),
};

box.addEventListener('keydown', (event) => {
  if (!(event.key in kKeys) || event.ctrlKey || event.metaKey || event.altKey || all.length === 0) return;
  event.preventDefault();
  kKeys[event.key]();
});

chart.on('click', ({ seriesId, value, name }) => {
  if (seriesId.startsWith('curve')) return;
  says.textContent = describe(run.lanes[value[0]].name, value[1], value[2], name);
  pointAt(value[1]);
  showLine(value[1]);
});

for (const line of lines) {
  line.addEventListener('click', () => {
    const at = Number(line.dataset.at);
    pointAt(at);
    zoomTo(share(at) - 10, share(at) + 10);
    says.textContent = line.textContent.trim();
    box.scrollIntoView({ block: 'center' });
  });
}

addEventListener('resize', draw);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
draw();
box.dataset.drawn = 'yes';
