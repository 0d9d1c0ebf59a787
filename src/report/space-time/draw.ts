/** The diagram as SVG: time runs down, so that a phone scrolls along it. Every number in it is one of the narrative's. */

import { type Html, html } from '../html/html.ts';
import { FAULT_COLOUR, OUTCOME_COLOURS, STATE_COLOURS } from '../theme/palette.ts';
import { kindColours } from './kind-colours.ts';
import type { Arrow, Call, FaultSpan, Mark, SpaceTime, StateSpan } from './space-time.ts';
import { createTimeAxis, type TimeAxis } from './time-axis.ts';

const GUTTER = 50;
const HEAD = 34;
const FOOT = 24;
const LANE = { least: 48, most: 96, wanted: 300 };
const BAND = 10;
const BADGE = 8;

interface Canvas {
  readonly axis: TimeAxis;
  readonly x: (lane: number) => number;
  readonly y: (time: number) => number;
  readonly colours: ReadonlyMap<string, string>;
  readonly diagram: SpaceTime;
}

export function drawSpaceTime(diagram: SpaceTime): Html {
  const { lanes, states, faults, messages, calls, events } = diagram;
  const spacing = Math.min(LANE.most, Math.max(LANE.least, LANE.wanted / Math.max(lanes.length, 1)));
  const told = messages.filter(({ routine }) => !routine);
  const landmarks = [
    ...told.flatMap(({ sent, ended }) => [sent, ended]),
    ...states.flatMap(({ from, to }) => [from, to]),
    ...calls.flatMap(({ from, to }) => [from, to]),
  ];
  const axis = createTimeAxis(
    landmarks,
    events.map(({ time }) => time),
    2 * BADGE + 2,
  );
  const x = (lane: number): number => GUTTER + spacing * (lane + 0.5);
  const y = (time: number): number => HEAD + axis.position(time);
  const canvas: Canvas = { axis, x, y, colours: kindColours(messages), diagram };
  const width = GUTTER + spacing * lanes.length;
  const height = HEAD + axis.height + FOOT;
  return html`<svg class="space-time" role="img" aria-label="Space–time diagram of the run; the list beside it tells the same" width="${width}" height="${round(height)}" viewBox="0 0 ${width} ${round(height)}">
${faults.map((fault) => drawFault(canvas, fault, spacing))}
${axis.labels.map(({ time, at }) => html`<text class="when" x="${GUTTER - 7}" y="${round(HEAD + at + 3)}">${(time / 1e6).toFixed(3)}</text>`)}
${axis.gaps.map(({ from, to, at }) => html`<line class="gap" x1="${GUTTER}" x2="${width}" y1="${round(HEAD + at)}" y2="${round(HEAD + at)}"><title>${((to - from) / 1e6).toFixed(3)} s pass</title></line>`)}
${lanes.map(({ name }, lane) => html`<line class="lane" x1="${x(lane)}" x2="${x(lane)}" y1="${HEAD - 6}" y2="${round(height - FOOT / 2)}"/><text class="name" x="${x(lane)}" y="18">${name}</text>`)}
${states.map((span) => drawState(canvas, span))}
${calls.map((call) => drawCall(canvas, call))}
<g class="routine">${messages.filter(({ routine }) => routine).map((arrow) => drawArrow(canvas, arrow))}</g>
<g>${told.map((arrow) => drawArrow(canvas, arrow))}</g>
${drawMarks(canvas, width)}
</svg>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

function drawFault({ x, y, axis }: Canvas, { lanes, text, from, to }: FaultSpan, spacing: number): Html[] {
  const top = y(from);
  const height = Math.max(y(to) - top, Math.min(4, axis.height));
  return lanes.map(
    (lane) =>
      html`<rect class="fault" x="${round(x(lane) - spacing / 2 + 2)}" y="${round(top)}" width="${round(spacing - 4)}" height="${round(height)}" fill="${FAULT_COLOUR}"><title>${text}</title></rect>`,
  );
}

function drawState({ x, y, diagram }: Canvas, { lane, state, term, from, to }: StateSpan): Html {
  const top = y(from);
  const height = Math.max(y(to) - top, 1);
  const label = state === 'down' || state === 'paused' || term === 0 ? state : `${state}, term ${term}`;
  const title = html`<title>${diagram.lanes[lane].name}: ${label}</title>`;
  const place = html`x="${round(x(lane) - BAND / 2)}" y="${round(top)}" width="${BAND}" height="${round(height)}"`;
  // A gap: the line ends and begins again.
  if (state === 'down') return html`<rect class="down" ${place} stroke="${STATE_COLOURS.down}">${title}</rect>`;
  const shown = height > 22 && (state === 'leader' || state === 'candidate');
  const number =
    shown && html`<text class="term" x="${round(x(lane) - BAND / 2 - 3)}" y="${round(top + 11)}">${term}</text>`;
  return html`<g><rect class="state ${state}" ${place} fill="${STATE_COLOURS[state]}">${title}</rect>${number}</g>`;
}

function drawCall({ x, y }: Canvas, { lane, text, outcome, from, to }: Call): Html {
  const colour = OUTCOME_COLOURS[outcome === 'open' ? 'info' : outcome];
  const height = Math.max(y(to) - y(from), 3);
  return html`<rect class="call ${outcome}" x="${round(x(lane) - 4)}" y="${round(y(from))}" width="8" height="${round(height)}" rx="2" fill="${colour}"><title>${text}</title></rect>`;
}

const ARROW = { head: 7, half: 3 };

function drawArrow({ x, y, colours }: Canvas, { from, to, sent, ended, kind, text, fate }: Arrow): Html {
  const colour = colours.get(kind) ?? 'currentColor';
  const away = x(to) > x(from) ? 1 : -1;
  const start = { x: x(from) + away * (BAND / 2), y: y(sent) };
  const tip = { x: x(to) - away * (BAND / 2), y: y(ended) };
  // What is lost gets as far as the middle.
  const share = fate === 'lost' ? 0.55 : 1;
  const end = { x: start.x + (tip.x - start.x) * share, y: start.y + (tip.y - start.y) * share };
  const length = Math.hypot(end.x - start.x, end.y - start.y) || 1;
  const [dx, dy] = [(end.x - start.x) / length, (end.y - start.y) / length];
  const back = { x: end.x - dx * ARROW.head, y: end.y - dy * ARROW.head };
  const head =
    fate === 'lost'
      ? html`<path class="cross" d="M${round(end.x - 4)} ${round(end.y - 4)}l8 8m0 -8l-8 8" stroke="${FAULT_COLOUR}"/>`
      : fate === 'under way'
        ? undefined
        : html`<path d="M${round(end.x)} ${round(end.y)}L${round(back.x - dy * ARROW.half)} ${round(back.y + dx * ARROW.half)}L${round(back.x + dy * ARROW.half)} ${round(back.y - dx * ARROW.half)}z" fill="${colour}" stroke="none"/>`;
  return html`<g class="message ${fate.replace(' ', '-')}" stroke="${colour}"><title>${text}</title><line x1="${round(start.x)}" y1="${round(start.y)}" x2="${round(end.x)}" y2="${round(end.y)}"/>${head}</g>`;
}

/** Numbers beside the lines, and a mark across all of them where the property breaks. */
function drawMarks({ x, y, diagram }: Canvas, width: number): Html[] {
  const taken = new Map<string, number>();
  return diagram.events.map(({ time, lane, text, tone }: Mark, i) => {
    const height = y(time);
    const column = lane === undefined ? GUTTER + 4 : x(lane) + BAND / 2 + BADGE + 2;
    const key = `${lane}/${Math.round(height)}`;
    const beside = taken.get(key) ?? 0;
    taken.set(key, beside + 1);
    const left = round(column + beside * (2 * BADGE + 1));
    const across =
      tone === 'violation' &&
      html`<line class="break" x1="${GUTTER}" x2="${width}" y1="${round(height)}" y2="${round(height)}"/>`;
    return html`${across}<a href="#line-${i + 1}" id="mark-${i + 1}"><g class="badge ${tone}"><title>${text}</title><circle cx="${left}" cy="${round(height)}" r="${BADGE}"/><text x="${left}" y="${round(height + 3)}">${i + 1}</text></g></a>`;
  });
}
