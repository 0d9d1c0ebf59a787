/**
 * What a person takes in at a glance after a run: availability, where the downtime came from, failover, latency, load,
 * expectations, violations. At most some forty lines, ten more with pools and jobs;
 * whatever is longer says how much it left out.
 */

import { formatShare } from '../../core/units/format-share.ts';
import type { RareDowntime } from '../../measure/rare-events/rare-events-summary.ts';
import type { AvailabilityEstimate, Quantiles, Result } from '../../measure/result.ts';
import { coverageSentence } from '../coverage-sentence.ts';
import { availabilityDecimals, formatAvailability } from '../format/format-availability.ts';
import { formatCount } from '../format/format-count.ts';
import { formatMetric } from '../format/format-metric.ts';
import { formatNines } from '../format/format-nines.ts';
import { formatRare } from '../format/format-rare.ts';
import { formatSeconds } from '../format/format-seconds.ts';
import { rareEventsSentences, seenCauses } from '../rare-events-sentences.ts';
import { undecidedHistories } from '../undecided-histories.ts';
import { verdictOf } from '../verdict.ts';
import { align } from './align.ts';
import { batchesSections } from './batches-section.ts';
import { createPaint, type Paint } from './paint.ts';
import { plain } from './plain.ts';
import { poolsSection } from './pools-section.ts';
import { type Section, tableSection } from './section.ts';
import { wrap } from './wrap.ts';

export interface SummaryOptions {
  /** ANSI colours. */
  readonly color: boolean;
  /** Columns of the terminal, to which sentences are wrapped; the tables need 80 at most. */
  readonly width: number;
}

const MAX_CAUSES = 5;
const MAX_LATENCIES = 6;
const MAX_EXPECTATIONS = 6;
const MAX_VIOLATIONS = 3;

const left = (shown: number, all: number): string[][] => (all > shown ? [[`… ${all - shown} more`]] : []);

function availabilitySection(result: Result, paint: Paint): Section {
  const { time, requests, userUptime } = result.summary.availability;
  const row = (name: string, estimate: AvailabilityEstimate | undefined): string[][] => {
    if (estimate === undefined) return [];
    const decimals = availabilityDecimals(estimate.mean);
    const [low, high] = estimate.ci95;
    return [
      [
        name,
        formatAvailability(estimate.mean),
        result.runs.length > 1
          ? `${formatAvailability(low, decimals).replace(' %', '')} … ${formatAvailability(high, decimals)}`
          : 'one run',
        formatNines(estimate.nines),
        formatSeconds(estimate.downtimeSecondsPerYear),
      ],
    ];
  };
  const rows = [...row('by time', time), ...row('by request', requests), ...row('by user', userUptime)];
  if (rows.length === 0 && result.summary.batches !== undefined) return [];
  if (rows.length === 0) return [paint('bold', 'Availability'), '  not measured: no client and no probe'];
  const lines = tableSection(paint, ['Availability', 'mean', '95 % interval', 'nines', 'downtime a year'], rows, [
    'left',
    'right',
    'right',
    'right',
    'right',
  ]);
  if (requests === undefined) return lines;
  const { attempted, failed, unknown } = requests;
  const counts = `  ${formatCount(attempted, ' ')} requests, ${formatCount(failed, ' ')} failed, ${formatCount(unknown, ' ')} of unknown outcome`;
  return [...lines, paint('dim', counts)];
}

function downtimeSection(result: Result, paint: Paint): Section {
  const causes = result.summary.downtime;
  const { availability } = result.summary;
  if (availability.time === undefined && availability.requests === undefined) return [];
  if (causes.length === 0) {
    const measured = result.summary.availability.time !== undefined;
    return [`${paint('bold', 'Downtime')}  ${measured ? 'none seen' : 'not measured: no client is a probe'}`];
  }
  const sum = (entries: typeof causes, pick: (entry: (typeof causes)[number]) => number): number =>
    entries.reduce((total, entry) => total + pick(entry), 0);
  const line = (
    name: string,
    entries: typeof causes,
    incidents = sum(entries, (entry) => entry.incidents),
  ): string[] => [
    plain(name, 24),
    formatCount(incidents, ' '),
    formatSeconds(sum(entries, (entry) => entry.seconds)),
    formatShare(sum(entries, (entry) => entry.share)),
  ];
  const rest = causes.slice(MAX_CAUSES);
  return tableSection(
    paint,
    ['Downtime', 'incidents', 'time', 'share'],
    [
      ...causes.slice(0, MAX_CAUSES).map((entry) => line(entry.cause, [entry])),
      ...(rest.length > 0 ? [line(`${rest.length} other causes`, rest)] : []),
      // An incident with two causes stands in two lines.
      ...(causes.length > 1 ? [line('all', causes, result.summary.incidents)] : []),
    ],
    ['left', 'right', 'right', 'right'],
  );
}

const MAX_RARE_CAUSES = 3;

function rareEventsSection(result: Result, paint: Paint, width: number): Section {
  const rare = result.summary.rareEvents;
  if (rare === undefined) return [];
  const row = (name: string, { unavailability, nines, downtimeSecondsPerYear }: RareDowntime): string[] => [
    plain(name, 24),
    formatRare(unavailability.mean),
    `${formatRare(unavailability.ci95[0])} … ${formatRare(unavailability.ci95[1])}`,
    nines === null ? '' : nines.toFixed(2),
    formatSeconds(downtimeSecondsPerYear),
  ];
  const lines = tableSection(
    paint,
    ['Rare events', 'unavailable', '95 % interval', 'nines', 'downtime a year'],
    [
      row('by time', rare),
      ...seenCauses(rare)
        .slice(0, MAX_RARE_CAUSES)
        .map((cause) => row(cause.cause, cause)),
    ],
    ['left', 'right', 'right', 'right', 'right'],
  );
  return [
    ...lines,
    ...rareEventsSentences(rare).flatMap((text) => wrap(text, width - 2).map((line) => paint('dim', `  ${line}`))),
  ];
}

function timesSection(result: Result, paint: Paint): Section {
  const row = (name: string, quantiles: Quantiles): string[] => [
    plain(name, 22),
    formatCount(quantiles.count, ' '),
    ...[quantiles.p50, quantiles.p90, quantiles.p99, quantiles.p999, quantiles.max].map(formatSeconds),
  ];
  const latencies = Object.entries(result.summary.latency).flatMap(([client, operations]) =>
    Object.entries(operations)
      .filter(([, quantiles]) => quantiles.count > 0)
      .map(([operation, quantiles]) => row(`${plain(client, 14)} ${operation}`, quantiles)),
  );
  const { failover } = result.summary;
  const rows = [
    ...(failover.count > 0 ? [row('failover', failover)] : []),
    ...latencies.slice(0, MAX_LATENCIES),
    ...left(MAX_LATENCIES, latencies.length),
  ];
  if (rows.length === 0) return [];
  return tableSection(paint, ['Times', 'count', 'p50', 'p90', 'p99', 'p99.9', 'max'], rows, [
    'left',
    'right',
    'right',
    'right',
    'right',
    'right',
    'right',
  ]);
}

function expectationSection(result: Result, paint: Paint): Section {
  const ordered = [
    ...result.expectations.filter((expectation) => !expectation.pass),
    ...result.expectations.filter((expectation) => expectation.pass),
  ];
  if (ordered.length === 0) return [];
  const shown = ordered.slice(0, MAX_EXPECTATIONS);
  const lines = align(
    shown.map((expectation) => [
      plain(expectation.expression, 48),
      formatMetric(expectation.expression, expectation.value),
    ]),
    ['left', 'left'],
  );
  return [
    paint('bold', 'Expectations'),
    ...shown.map((expectation, i) => `  ${expectation.pass ? paint('green', '✓') : paint('red', '✗')} ${lines[i]}`),
    ...left(MAX_EXPECTATIONS, ordered.length).map(([text]) => `  ${text}`),
  ];
}

function violationSection(result: Result, paint: Paint, width: number): Section {
  const count = result.summary.violations;
  const undecided = undecidedHistories(result).map(
    ({ seed, operations, undecided = 'the budget is spent' }) =>
      `  linearizability, seed ${seed}: not decided for ${formatCount(operations, ' ')} operations (${undecided})`,
  );
  const open = [
    ...undecided.slice(0, MAX_VIOLATIONS),
    ...left(MAX_VIOLATIONS, undecided.length).map(([text]) => `  ${text}`),
  ];
  if (count === 0) return [`${paint('bold', 'Violations')}  ${open.length === 0 ? 'none' : 'none found'}`, ...open];
  return [
    `${paint('bold', 'Violations')}  ${paint('red', formatCount(count, ' '))}`,
    ...result.violations
      .slice(0, MAX_VIOLATIONS)
      .map((violation) =>
        plain(
          `  ${violation.property}, seed ${violation.seed}, at ${formatSeconds(violation.atSeconds)}: ${violation.detail}`,
          width,
        ),
      ),
    ...left(MAX_VIOLATIONS, result.violations.length).map(([text]) => `  ${text}`),
    ...open,
  ];
}

/** Ends with a line feed. */
export function renderSummary(result: Result, options: SummaryOptions): string {
  const paint = createPaint(options.color);
  const verdict = verdictOf(result);
  const colour = verdict === 'failed' ? 'red' : 'green';
  const sections: Section[] = [
    [
      `${paint('bold', plain(result.scenario.name, options.width - 12))}  ${paint(colour, verdict)}`,
      ...wrap(coverageSentence(result).replaceAll('\u202f', ' '), options.width).map((line) => paint('dim', line)),
    ],
    availabilitySection(result, paint),
    downtimeSection(result, paint),
    rareEventsSection(result, paint, options.width),
    timesSection(result, paint),
    poolsSection(result, paint, options.width),
    ...batchesSections(result, paint, options.width),
    expectationSection(result, paint),
    violationSection(result, paint, options.width),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}
