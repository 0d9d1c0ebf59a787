/** The tables of the page: each a function from the result to HTML, undefined when there is nothing to tell. */

import { formatShare } from '../../core/units/format-share.ts';
import type { Quantiles, Result, RunResult } from '../../measure/result.ts';
import { formatCount } from '../format/format-count.ts';
import { formatMetric } from '../format/format-metric.ts';
import { formatSeconds } from '../format/format-seconds.ts';
import { undecidedHistories } from '../undecided-histories.ts';
import { type Html, html } from './html.ts';
import { renderTable } from './table.ts';

const MAX_INCIDENTS = 50;
const MAX_VIOLATIONS = 50;
const MAX_NODES = 100;
const MAX_SEEDS = 100;

const phase = (seconds: number | undefined): string => (seconds === undefined ? '' : formatSeconds(seconds));

export function expectationsTable(result: Result): Html | undefined {
  if (result.expectations.length === 0) return undefined;
  return renderTable(
    [{ title: '', kind: 'mark' }, { title: 'expected' }, { title: 'measured', kind: 'number' }],
    result.expectations.map((expectation) => [
      expectation.pass ? html`<span class="good">✓ met</span>` : html`<span class="bad">✗ missed</span>`,
      html`<code>${expectation.expression}</code>`,
      formatMetric(expectation.expression, expectation.value),
    ]),
  );
}

export function requestsSentence(result: Result): Html | undefined {
  const { requests } = result.summary.availability;
  if (requests === undefined) return undefined;
  return html`<p>${formatCount(requests.attempted)} requests: ${formatCount(requests.ok)} answered,
${formatCount(requests.failed)} failed, ${formatCount(requests.unknown)} of unknown outcome.</p>`;
}

export function downtimeTable(result: Result): Html | undefined {
  const causes = result.summary.downtime;
  if (causes.length === 0) return undefined;
  return renderTable(
    [
      { title: 'cause' },
      { title: 'incidents', kind: 'number' },
      { title: 'downtime', kind: 'number' },
      { title: 'share', kind: 'number' },
    ],
    causes.map((entry) => [
      entry.cause,
      formatCount(entry.incidents),
      formatSeconds(entry.seconds),
      formatShare(entry.share),
    ]),
    [
      'all',
      // An incident with two causes stands in two rows.
      formatCount(result.summary.incidents),
      formatSeconds(causes.reduce((sum, entry) => sum + entry.seconds, 0)),
      formatShare(1),
    ],
  );
}

export function incidentsTable(runs: readonly RunResult[]): Html | undefined {
  const all = runs
    .flatMap((run) => run.incidents.map((incident) => ({ seed: run.seed, incident })))
    .sort((a, b) => b.incident.downSeconds - a.incident.downSeconds || a.seed - b.seed);
  if (all.length === 0) return undefined;
  const shown = all.slice(0, MAX_INCIDENTS);
  const title = shown.length < all.length ? `The ${shown.length} longest of ${all.length} incidents` : 'Every incident';
  return html`<details><summary>${title}, with detection, election and recovery</summary>${renderTable(
    [
      { title: 'downtime', kind: 'number' },
      { title: 'cause' },
      { title: 'set off by' },
      { title: 'detection', kind: 'number' },
      { title: 'election', kind: 'number' },
      { title: 'recovery', kind: 'number' },
      { title: 'began at', kind: 'number' },
      { title: 'zones' },
      { title: 'seed', kind: 'number' },
    ],
    shown.map(({ seed, incident }) => [
      incident.censored ? `≥ ${formatSeconds(incident.downSeconds)}` : formatSeconds(incident.downSeconds),
      incident.cause,
      incident.trigger ?? '',
      phase(incident.detectionSeconds),
      phase(incident.electionSeconds),
      phase(incident.recoverySeconds),
      formatSeconds(incident.startSeconds),
      incident.zones.join(', '),
      seed,
    ]),
  )}</details>`;
}

export function timesTable(result: Result): Html | undefined {
  const row = (name: string, quantiles: Quantiles): string[] => [
    name,
    formatCount(quantiles.count),
    ...[quantiles.mean, quantiles.p50, quantiles.p90, quantiles.p99, quantiles.p999, quantiles.max].map(formatSeconds),
  ];
  const rows = [
    ...(result.summary.failover.count > 0 ? [row('failover', result.summary.failover)] : []),
    ...Object.entries(result.summary.latency).flatMap(([client, operations]) =>
      Object.entries(operations)
        .filter(([, quantiles]) => quantiles.count > 0)
        .map(([operation, quantiles]) => row(`${client} ${operation}`, quantiles)),
    ),
  ];
  if (rows.length === 0) return undefined;
  return renderTable(
    [
      { title: '' },
      ...['count', 'mean', 'p50', 'p90', 'p99', 'p99.9', 'slowest'].map((title) => ({
        title,
        kind: 'number' as const,
      })),
    ],
    rows,
  );
}

export function loadTables(result: Result): Html | undefined {
  const services = Object.entries(result.summary.load).filter(([, load]) => load.nodes.length > 0);
  if (services.length === 0) return undefined;
  return html`${services.map(([service, load]) => {
    const nodes = load.nodes.slice(0, MAX_NODES);
    return html`<p><strong>${service}</strong>: the busiest node serves ${load.peakToMean.toFixed(2)} times the mean;
Jain’s index ${load.jain.toFixed(3)} (1 is even), Gini ${load.gini.toFixed(3)} (0 is even), coefficient of variation
${load.cv.toFixed(3)}.</p><details><summary>Load of ${nodes.length < load.nodes.length ? `the first ${nodes.length} of ${load.nodes.length} nodes` : 'each node'}</summary>${renderTable(
      [
        { title: 'node' },
        { title: 'requests', kind: 'number' },
        { title: 'core time in use', kind: 'number' },
        { title: 'mean queue', kind: 'number' },
      ],
      nodes.map((node) => [
        node.id,
        formatCount(node.requests),
        formatShare(node.busyShare),
        String(Number(node.queueMean.toPrecision(3))),
      ]),
    )}</details>`;
  })}`;
}

export function violationsTable(result: Result): Html | undefined {
  const undecided = undecidedHistories(result).length;
  const open = undecided > 0 && html`<p>Whether ${undecided} of the histories are linearizable is not decided.</p>`;
  if (result.violations.length === 0) return open || undefined;
  const shown = result.violations.slice(0, MAX_VIOLATIONS);
  const cut = shown.length < result.summary.violations;
  return html`${cut && html`<p>The first ${shown.length} of ${result.summary.violations}.</p>`}${open}${renderTable(
    [{ title: 'property' }, { title: 'detail' }, { title: 'at', kind: 'number' }, { title: 'seed', kind: 'number' }],
    shown.map((violation) => [
      violation.property,
      violation.detail,
      formatSeconds(violation.atSeconds),
      violation.seed,
    ]),
  )}`;
}

export function errorsTable(result: Result): Html | undefined {
  const entries = Object.entries(result.summary.errors).sort((a, b) => b[1] - a[1]);
  if (entries.length === 0) return undefined;
  const all = entries.reduce((sum, [, count]) => sum + count, 0);
  return renderTable(
    [{ title: 'reason' }, { title: 'requests', kind: 'number' }, { title: 'share', kind: 'number' }],
    entries.map(([reason, count]) => [reason, formatCount(count), formatShare(count / all)]),
  );
}

export function seedsTable(result: Result): Html {
  const shown = result.runs.slice(0, MAX_SEEDS);
  const cut = shown.length < result.runs.length;
  return html`${cut && html`<p>The first ${shown.length} of ${result.runs.length}; result.json has all.</p>`}${renderTable(
    [
      { title: 'seed', kind: 'number' },
      { title: 'fingerprint', kind: 'mark' },
      { title: 'virtual time', kind: 'number' },
      { title: 'skipped', kind: 'number' },
      { title: 'events', kind: 'number' },
      { title: 'wall time', kind: 'number' },
    ],
    shown.map((run) => [
      run.seed,
      html`<code>${run.fingerprint}</code>`,
      formatSeconds(run.virtualSeconds),
      formatShare(run.virtualSeconds > 0 ? run.skippedSeconds / run.virtualSeconds : 0),
      formatCount(run.events),
      formatSeconds(run.wallSeconds),
    ]),
  )}`;
}
