/**
 * The verdict on a history as one HTML file that needs nothing else, under a content security policy that forbids every
 * request. Histories are untrusted: everything in them goes through `html`, and nothing of them through the script.
 */
import type { Model } from '../../verify/linearizability/model.ts';
import type { Counterexample } from '../../verify/linearizability/verdict.ts';
import { formatCount } from '../format/format-count.ts';
import { renderDocument } from '../html/document.ts';
import { type Html, html } from '../html/html.ts';
import { PAGE_STYLE } from '../html/page-style.ts';
import { plain } from '../text/plain.ts';
import { drawTimeline } from './draw-timeline.ts';
import type { CheckedHistory } from './explain-history.ts';
import { type FailureTimeline, failureTimeline } from './failure-timeline.ts';
import { HISTORY_SCRIPT } from './history-script.ts';
import { HISTORY_STYLE } from './history-style.ts';
import { linesOfOperation } from './lines-of-operation.ts';
import { STOP_REASONS, whereSentence } from './sentences.ts';

/** Operations on the page: more cannot be taken in, and would make it slow. */
const ROWS_MAX = 300;
const TEXT_MAX = 400;

const MARKS = { linearizable: '✓ Linearizable', 'not-linearizable': '✗ Not linearizable', unknown: 'Unknown' } as const;

export async function renderHistoryPage(checked: CheckedHistory, version: string): Promise<string> {
  const { file, model, operations, verdict } = checked;
  const good = verdict.verdict === 'linearizable' ? 'good' : 'bad';
  return renderDocument({
    title: `${plain(file, 200)}: ${MARKS[verdict.verdict]}`,
    style: PAGE_STYLE + HISTORY_STYLE,
    content: html`<header><p class="eyebrow">fivenines ${version}, linearizability</p>
<h1>${plain(file, 200)}</h1>
<p class="verdict"><span class="${good}">${MARKS[verdict.verdict]}</span></p>
<p class="quiet">${formatCount(operations.length, ' ')} operations, held against the model ${model.name}: ${model.summary}.</p>
</header>
${verdict.verdict === 'unknown' ? html`<p>${STOP_REASONS[verdict.reason]}${verdict.partition === '' ? '' : ` at ${plain(verdict.partition)}`}.</p>` : undefined}
${verdict.verdict === 'not-linearizable' ? explanation(verdict.counterexample, model) : undefined}`,
    footer: `Written by fivenines ${version}.`,
    scripts: [HISTORY_SCRIPT],
  });
}

function explanation(counterexample: Counterexample, model: Model): Html {
  const timeline = failureTimeline(counterexample, ROWS_MAX);
  const [prefix, ...others] = counterexample.prefixes;
  const clip = (text: string): string => plain(text, TEXT_MAX);
  const refused = prefix?.stuck.map((operation) => clip(model.describe(operation))) ?? [];
  return html`<section><h2>Why</h2>
<p>${whereSentence(counterexample, model, clip)}</p>
${prefix !== undefined && html`<p>The longest prefix that can be ordered has ${prefix.order.length} operations and leaves: <code>${clip(prefix.state)}</code>.${refused.length > 0 && html` Then ${refused.slice(0, 5).map((text, i) => html`${i > 0 ? ', ' : ''}<code class="bad">${text}</code>`)} cannot come next.`}</p>`}
${others.length > 0 && html`<p>Other prefixes as long leave: ${others.map(({ state }, i) => html`${i > 0 ? '; ' : ''}<code>${clip(state)}</code>`)}.</p>`}
</section>
<section><h2>Timeline</h2>
<p class="legend">One lane for each process; bars run from call to return, events in their order, not to scale. The path is the prefix. Filled: cannot come next. Dashed: not in the prefix, and it need not be.</p>
<div class="scroll">${drawTimeline(timeline, model)}</div>
<p class="legend" id="chosen" aria-live="polite"></p>
${table(timeline, model)}
</section>`;
}

const WORDS = { placed: 'placed', stuck: 'cannot come next', unplaced: 'not placed' } as const;

function table({ rows, omitted }: FailureTimeline, model: Model): Html {
  return html`<div class="scroll"><table><thead><tr><th class="number">Order</th><th>Process</th><th>Operation</th><th>Outcome</th><th class="number">Lines</th><th></th></tr></thead>
<tbody>${rows
    .map((row, i) => ({ ...row, i }))
    .reverse()
    .map(({ operation, place, placement, i }) => {
      const outcome = operation.outcome === 'info' ? 'unknown' : operation.outcome;
      return html`<tr class="${placement}" data-row="${i}"><td class="number">${place ?? '–'}</td><td>p${operation.process}</td><td class="text"><code>${plain(model.describe(operation), TEXT_MAX)}</code></td><td>${outcome}</td><td class="number">${linesOfOperation(operation)}</td><td>${WORDS[placement]}</td></tr>
`;
    })}</tbody></table></div>
${omitted > 0 && html`<p class="quiet">${formatCount(omitted, ' ')} more before these</p>`}`;
}
