/**
 * A counterexample as one HTML file that needs nothing else and runs nothing: a space–time diagram with the narrative
 * beside it, each line numbered as in the diagram. Its content security policy forbids scripts and requests.
 */
import { renderDocument } from '../html/document.ts';
import { type Html, html } from '../html/html.ts';
import { PAGE_STYLE } from '../html/page-style.ts';
import { STATE_COLOURS } from '../theme/palette.ts';
import { drawSpaceTime } from './draw.ts';
import { kindColours } from './kind-colours.ts';
import type { SpaceTime } from './space-time.ts';
import { SPACE_TIME_STYLE } from './space-time-style.ts';

export async function renderSpaceTime(diagram: SpaceTime, version: string): Promise<string> {
  return renderDocument({
    title: diagram.title,
    style: PAGE_STYLE + SPACE_TIME_STYLE,
    content: html`<header><p class="eyebrow">fivenines ${version}, a counterexample</p>
<h1>${diagram.title}</h1>
<p class="verdict bad">${diagram.detail}</p>
${diagram.command && html`<pre>${diagram.command}</pre>`}</header>
<div class="story">
<section class="diagram">${routineSwitch(diagram)}${legend(diagram)}${drawSpaceTime(diagram)}</section>
<section>${narrative(diagram)}</section>
</div>`,
    footer: `Written by fivenines ${version}. Time runs down and is not to scale: long waits are shortened.`,
  });
}

function routineSwitch({ messages }: SpaceTime): Html | undefined {
  const count = messages.filter(({ routine }) => routine).length;
  if (count === 0) return undefined;
  return html`<label class="switch"><input type="checkbox" id="routine"> show ${count} ${count === 1 ? 'message' : 'messages'} that changed nothing</label>`;
}

function legend({ messages, states }: SpaceTime): Html {
  const told = new Set(messages.filter(({ routine }) => !routine).map(({ kind }) => kind));
  const kinds = [...kindColours(messages)].filter(([kind]) => told.has(kind));
  const line = (colour: string): Html =>
    html`<svg width="18" height="8" aria-hidden="true"><path d="M0 4h12" stroke="${colour}" stroke-width="2"/><path d="M18 4l-7 -3v6z" fill="${colour}"/></svg>`;
  const box = (colour: string): Html =>
    html`<svg width="10" height="10" aria-hidden="true"><rect width="10" height="10" fill="${colour}"/></svg>`;
  const seen = new Set(states.map(({ state }) => state));
  const shown = (['leader', 'candidate', 'pre-candidate', 'down', 'paused'] as const).filter((state) =>
    seen.has(state),
  );
  return html`<ul class="legend">${shown.map((state) => html`<li>${box(STATE_COLOURS[state])}${state}</li>`)}${kinds.map(([kind, colour]) => html`<li>${line(colour)}${kind}</li>`)}</ul>`;
}

function narrative({ events }: SpaceTime): Html {
  const lines = events.map(
    ({ time, text, tone }, i) =>
      html`<li id="line-${i + 1}" class="${tone}"><a href="#mark-${i + 1}">${i + 1}</a><time>${(time / 1e6).toFixed(3)} s</time><span>${text}</span></li>`,
  );
  return html`<ol class="lines">${lines}</ol>`;
}
