/**
 * The report as one HTML file that needs nothing else: style, scripts, drawings and data are inline, and its content
 * security policy forbids every request. Without scripts it shows the same charts, drawn beforehand.
 */
import type { Result, RunResult } from '../../measure/result.ts';
import type { Chart } from '../chart.ts';
import { renderDocument } from './document.ts';
import { type Figure, renderFigure } from './figure.ts';
import { renderHeader } from './header.ts';
import { type Html, html, type Part, trusted } from './html.ts';
import { batchesTable, poolsTable } from './load-sections.ts';
import { interpreterAsClassicScript, type PageAssets } from './page-assets.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';
import {
  downtimeTable,
  errorsTable,
  expectationsTable,
  incidentsTable,
  loadTables,
  requestsSentence,
  seedsTable,
  timesTable,
  violationsTable,
} from './sections.ts';

export interface PageInput {
  readonly result: Result;
  readonly runs: readonly RunResult[];
  readonly charts: readonly Chart[];
  readonly version: string;
  readonly assets: PageAssets;
  /** What a reader types to have the same numbers again, e.g. `fivenines run five-nines.yaml --seed 42 --runs 20`. */
  readonly command?: string;
}

function section(title: string, ...parts: readonly Part[]): Html | undefined {
  const present = parts.filter((part) => part !== undefined && !(Array.isArray(part) && part.length === 0));
  return present.length === 0 ? undefined : html`<section><h2>${title}</h2>${present}</section>`;
}

function reproduction(result: Result, command: string | undefined): Html {
  const first = result.runs[0]?.seed ?? 0;
  const line = command ?? `fivenines run <scenario file> --seed ${first} --runs ${result.runs.length}`;
  const seeds = html`<details${result.runs.length <= 10 ? trusted(' open') : ''}><summary>Seeds and fingerprints</summary>${seedsTable(result)}</details>`;
  return html`<p>The same scenario file and seed give the same run, event for event, on any machine: equal fingerprints
prove it.</p><pre>${line}</pre><p class="quiet">SHA-256 of the scenario file: <code>${result.scenario.sha256}</code></p>${seeds}`;
}

export async function renderPage(input: PageInput): Promise<string> {
  const { result, runs, charts, version, assets } = input;
  const figures: Figure[] = [];
  for (const chart of charts) figures.push(await renderFigure(chart));
  const placed = new Set<string>();
  const chart = (...names: readonly string[]): Html[] =>
    names.flatMap((name) => {
      placed.add(name);
      return figures.filter((figure) => figure.name === name).map((figure) => figure.html);
    });
  const noDowntime = result.summary.downtime.length === 0 && result.summary.availability.time !== undefined;
  const sections = [
    section('Violations', violationsTable(result)),
    section('Expectations', expectationsTable(result)),
    section('Availability', requestsSentence(result), chart('availability', 'user-uptime')),
    section(
      'Downtime',
      noDowntime ? html`<p>None was seen.</p>` : undefined,
      downtimeTable(result),
      chart('downtime', 'incidents'),
      incidentsTable(runs),
    ),
    section('One run in detail', chart('timeline')),
    section('Failover and latency', timesTable(result), chart('failover', 'latency', 'latency-over-time')),
    section('Pools', poolsTable(result), chart('pool-goodput', 'pool-sojourn', 'pool-servers')),
    section('Jobs', batchesTable(result), chart('job-response', 'batch-use')),
    section('Load', loadTables(result), chart('lorenz', 'pool-busy', 'pool-queues', 'load')),
    section('Errors', errorsTable(result)),
    section(
      'More',
      figures.filter((figure) => !placed.has(figure.name)).map((figure) => figure.html),
    ),
    section('Reproduce', reproduction(result, input.command)),
  ];
  const scripts = [assets.vega, interpreterAsClassicScript(assets.interpreter), PAGE_SCRIPT];
  return renderDocument({
    title: result.scenario.name,
    style: PAGE_STYLE,
    content: html`${renderHeader(result, version)}
${sections}`,
    footer: `Written by fivenines ${version}. Times are virtual unless they say otherwise; a year has 365 days.`,
    scripts,
    data: { id: 'charts', value: figures.map((figure) => figure.data) },
  });
}
