/**
 * A counterexample as an SVG drawing: a lane for each process, a bar for each operation, a path through the operations of
 * the longest prefix in the order in which they take effect, and bars that cannot be placed in another colour. The
 * style sheet of the page colours it; each bar says in its title what it is.
 */
import type { Model } from '../../verify/linearizability/model.ts';
import { type Html, html } from '../html/html.ts';
import { plain } from '../text/plain.ts';
import type { FailureTimeline, TimelineRow } from './failure-timeline.ts';
import { linesOfOperation } from './lines-of-operation.ts';

/** Pixels. */
const LANE = 34;
const BAR = 20;
const COLUMN = 56;
const MARGIN = { left: 52, right: 26, top: 10, bottom: 10 } as const;
/** Characters of a label in a bar, by width: the font has about 7 pixels a character. */
const CHARACTER = 7;

interface Placed {
  readonly row: TimelineRow;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export function drawTimeline(timeline: FailureTimeline, model: Model): Html {
  const processes = [...new Set(timeline.rows.map(({ operation }) => operation.process))].sort((a, b) => a - b);
  const xOf = (column: number): number => MARGIN.left + column * COLUMN;
  const bars = timeline.rows.map((row): Placed => {
    const start = xOf(Math.max(0, row.from)) - (row.from < 0 ? COLUMN / 2 : 0);
    const stop = xOf(Math.min(row.to, timeline.columns)) - (row.to < timeline.columns ? 0 : COLUMN / 2);
    const y = MARGIN.top + processes.indexOf(row.operation.process) * LANE + (LANE - BAR) / 2;
    return { row, x: start, y, width: Math.max(COLUMN / 2, stop - start) };
  });
  const width = xOf(timeline.columns) + MARGIN.right;
  const height = MARGIN.top + processes.length * LANE + MARGIN.bottom;
  return html`<svg class="history" xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Timeline of the operations">
${processes.map((process, lane) => laneOf(process, MARGIN.top + lane * LANE + LANE / 2, width))}
${bars.map((bar, i) => drawBar(bar, i, model))}
${drawPath(bars)}
</svg>`;
}

const laneOf = (process: number, y: number, width: number): Html =>
  html`<text class="lane" x="4" y="${y + 4}">p${process}</text><line class="lane" x1="${MARGIN.left - 8}" x2="${width}" y1="${y}" y2="${y}"></line>`;

function drawBar({ row, x, y, width }: Placed, i: number, model: Model): Html {
  const said = plain(model.describe(row.operation), 80);
  const room = Math.floor((width - 8) / CHARACTER);
  const label = room < 2 ? '' : plain(said, room);
  const lines = linesOfOperation(row.operation);
  const title = `p${row.operation.process} ${said}${lines === '' ? '' : `, lines ${lines}`}`;
  return html`<g class="operation ${row.placement}" data-row="${i}" tabindex="0"><title>${title}</title>
<rect x="${x}" y="${y}" width="${width}" height="${BAR}" rx="4"></rect><text x="${x + 5}" y="${y + 14}">${label}</text></g>
`;
}

/** Each operation as early as those before it and its call allow: between its call and its return, as the prefix is one. */
function drawPath(bars: readonly Placed[]): Html {
  const placed = bars
    .filter(({ row }) => row.place !== undefined)
    .sort((a, b) => (a.row.place ?? 0) - (b.row.place ?? 0));
  let x = 0;
  const points = placed.map((bar, i) => {
    // Room for those that follow within the same column.
    const run = placed.slice(i).findIndex((other) => other.x > bar.x);
    const crowd = Math.max(3, run === -1 ? placed.length - i : run);
    x = Math.max(x + 2, bar.x + Math.min(6, COLUMN / crowd));
    x = Math.min(x, bar.x + bar.width);
    return { x, y: bar.y };
  });
  if (points.length === 0) return html``;
  return html`<polyline class="path" points="${points.map((point) => `${round(point.x)},${point.y}`).join(' ')}"></polyline>
${points.map((point) => html`<circle class="path" cx="${round(point.x)}" cy="${point.y}" r="3.5"></circle>`)}`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
