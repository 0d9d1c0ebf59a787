/** The top of the page: name, verdict, how much calendar was covered, and the three availabilities. */
import type { AvailabilityEstimate, Result } from '../../measure/result.ts';
import { coverageSentence } from '../coverage-sentence.ts';
import { availabilityDecimals, formatAvailability } from '../format/format-availability.ts';
import { formatNines } from '../format/format-nines.ts';
import { formatSeconds } from '../format/format-seconds.ts';
import { verdictOf } from '../verdict.ts';
import { type Html, html } from './html.ts';

function verdictSentence(result: Result): Html {
  const missed = result.expectations.filter((expectation) => !expectation.pass).length;
  const all = result.expectations.length;
  const { violations } = result.summary;
  const broken =
    violations === 0 ? [] : [`${violations} ${violations === 1 ? 'violation' : 'violations'} of an invariant`];
  const expected =
    all === 0
      ? ['nothing was expected']
      : missed === 0
        ? [all === 1 ? 'the expectation is met' : `all ${all} expectations are met`]
        : [`${missed} of ${all} expectations missed`];
  const verdict = verdictOf(result);
  const marks = { passed: '✓ Passed', failed: '✗ Failed', measured: 'Measured' };
  return html`<p class="verdict"><span class="${verdict === 'failed' ? 'bad' : 'good'}">${marks[verdict]}</span>
<span>${[...expected, ...broken].join('; ')}</span></p>`;
}

/** No line breaks between a number and its unit. */
const unitsHeld = (text: string): string => text.replace(/(\d) (?=(?:%|y|d|h|min|m?s|µs|[MGT])(?:\W|$))/g, '$1\u00a0');

function card(title: string, estimate: AvailabilityEstimate, runs: number): Html {
  const decimals = availabilityDecimals(estimate.mean);
  const [low, high] = estimate.ci95;
  const interval =
    runs > 1
      ? `${formatAvailability(low, decimals).replace(' %', '')}\u2009…\u2009${formatAvailability(high, decimals)}`
      : 'none from one run';
  return html`<div class="card"><h2>${title}</h2>
<p class="value">${formatAvailability(estimate.mean)}</p>
<dl><dt>nines</dt><dd>${formatNines(estimate.nines)}</dd>
<dt>95 % interval</dt><dd>${interval}</dd>
<dt>downtime a year</dt><dd>${formatSeconds(estimate.downtimeSecondsPerYear)}</dd></dl></div>`;
}

export function renderHeader(result: Result, version: string): Html {
  const { time, requests, userUptime } = result.summary.availability;
  const runs = result.runs.length;
  const cards = [
    time && card('Availability by time', time, runs),
    requests && card('Availability by request', requests, runs),
    userUptime && card('Availability by user', userUptime, runs),
  ].filter((entry) => entry !== undefined);
  return html`<header><p class="eyebrow">fivenines ${version}, a simulated cluster</p>
<h1>${result.scenario.name}</h1>
${verdictSentence(result)}
<p class="quiet">${unitsHeld(coverageSentence(result))}</p>
${
  cards.length > 0
    ? html`<div class="cards">${cards}</div>`
    : html`<p>Availability was not measured: the scenario has neither probes nor clients.</p>`
}</header>`;
}
