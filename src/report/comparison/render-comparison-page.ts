/**
 * A comparison as one HTML file that needs nothing else, under a content security policy that forbids every request. What
 * scenario files say is untrusted: all of it goes through `html`, and reaches the script as data alone.
 */
import type { Comparison } from '../../compare/comparison.ts';
import type { Chart } from '../chart.ts';
import { chartToVega } from '../chart-to-vega.ts';
import { formatFigure } from '../format/format-figure.ts';
import { renderDocument } from '../html/document.ts';
import { renderFigure } from '../html/figure.ts';
import { type Html, html } from '../html/html.ts';
import { interpreterAsClassicScript, type PageAssets } from '../html/page-assets.ts';
import { PAGE_STYLE } from '../html/page-style.ts';
import { comparisonCharts } from './comparison-charts.ts';
import { COMPARISON_SCRIPT } from './comparison-script.ts';
import { COMPARISON_STYLE } from './comparison-style.ts';
import { checkbox, controls, select } from './controls.ts';
import { type PageData, pageData } from './page-data.ts';
import { rankingTable } from './ranking-table.ts';
import { comparisonTemplates } from './templates.ts';
import { usualRanking } from './usual-ranking.ts';
import { usualTradeOff } from './usual-trade-off.ts';
import { usualView } from './usual-view.ts';
import { valuesTable } from './values-table.ts';

export interface ComparisonPageOptions {
  readonly assets: PageAssets;
  /** What a reader types to have the same numbers again. */
  readonly command?: string;
  /** Files beside the page that it links to. */
  readonly beside?: readonly string[];
}

/** Rows of all rankings on a page; the others are in comparison.json. */
const RANKING_ROWS_MAX = 3_000;

export async function renderComparisonPage(comparison: Comparison, options: ComparisonPageOptions): Promise<string> {
  const { scenario, version } = comparison;
  const data = fewerRankings(pageData(comparison));
  const templates = comparisonTemplates();
  const charts = comparisonCharts(comparison, data, templates);
  const first = usualView(data, 0);
  const compiled: Record<string, unknown> = {};
  for (const [name, spec] of templates) {
    const empty: Chart = { name, title: '', caption: '', spec, rows: [], columns: [] };
    compiled[name] = (await chartToVega(empty)).vega;
  }
  const scripts = [options.assets.vega, interpreterAsClassicScript(options.assets.interpreter), COMPARISON_SCRIPT];
  return renderDocument({
    title: scenario.name,
    style: PAGE_STYLE + COMPARISON_STYLE,
    content: html`${header(comparison)}
${await mainSection(data, charts.main[0])}
${await rankingSection(comparison, data, charts.differences[0])}
${await tradeOffSection(comparison, data, charts.tradeOff)}
<section><h2>All values</h2>
<p class="quiet">Means over seeds ± half of the 95 % interval, by the metrics asked for.</p>
<div class="tools" id="downloads">${(options.beside ?? []).map((file) => html`<a href="${file}">${file}</a>`)}</div>
${valuesTable(comparison)}</section>
${reproduce(comparison, options.command)}`,
    footer: `Written by fivenines ${version}. Times are virtual unless they say otherwise.`,
    scripts,
    data: { id: 'comparison', value: { data, templates: compiled, first } },
  });
}

/** Rankings that the page has room for, those of each metric that come first among them. */
function fewerRankings(data: PageData): PageData {
  const all = data.rankings.reduce((sum, { order }) => sum + order.length, 0);
  if (all <= RANKING_ROWS_MAX) return data;
  const usual = new Set(data.metrics.map((_, metric) => usualRanking(data, metric)));
  let rows = 0;
  const rankings = data.rankings.map((ranking, i) => {
    if (usual.has(i)) return ranking;
    rows += ranking.order.length;
    return rows <= RANKING_ROWS_MAX ? ranking : { ...ranking, pairs: [] };
  });
  return { ...data, rankings };
}

function header({ scenario, variants, seeds, text, interrupted, until, metrics, version }: Comparison): Html {
  const unit = until === undefined ? 'number' : (metrics.find(({ name }) => name === until.metric)?.unit ?? 'number');
  const counts = `${variants.length} variants, ${seeds.length === 1 ? 'one seed' : `${seeds.length} seeds each`}, with the same arrivals and faults.`;
  return html`<header><p class="eyebrow">fivenines ${version}, a comparison</p>
<h1>${scenario.name}</h1>
<p class="quiet">${counts}${interrupted && html` <strong class="bad">Interrupted: some runs are missing.</strong>`}${
    until !== undefined &&
    html` ${until.reached ? 'Every' : 'Not every'} interval of ${until.metric} is at most ± ${formatFigure(unit, until.halfWidth)}.`
  }</p>
<div class="text-of-file">${paragraphs(text === '' ? scenario.description : text)}</div></header>`;
}

const paragraphs = (text: string): Html[] =>
  text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => html`<p>${part.replace(/\s+/g, ' ')}</p>`);

async function mainSection(data: PageData, chart: Chart | undefined): Promise<Html> {
  if (chart === undefined)
    return html`<section><h2>Comparison</h2><p>Nothing that was asked for was measured.</p></section>`;
  const view = usualView(data, 0);
  const live = data.axes.flatMap(({ label, texts }, value) => (texts.length > 1 ? [{ value, text: label }] : []));
  const metrics = data.metrics.map(({ name, asked }, value) => ({
    value,
    text: asked ? name : `${name} (not ranked)`,
  }));
  const figure = await renderFigure({ ...chart, name: 'comparison' });
  return html`<section><h2>Comparison</h2>
${controls(
  select('metric', 'metric', metrics, view.metric),
  live.length > 1 && select('x', 'along', live, view.x),
  live.length > 1 && select('series', 'one colour for each', live, view.series),
  live.length > 2 && live.map(({ value, text }) => heldSelect(data, value, text, view.at[value])),
  checkbox('log', 'logarithmic', view.log),
  live.length > 1 && checkbox('heat', 'heat map', view.heat),
)}
<div class="legend" id="shown" role="group" aria-label="in colour"></div>
<p id="empty" hidden>No variant has a figure for this.</p>
${figure.html}</section>`;
}

const heldSelect = ({ axes }: PageData, axis: number, label: string, chosen: number): Html =>
  html`<label id="held-${axis}"><span>${label}</span><select id="at-${axis}">${axes[axis].texts.map(
    (text, value) => html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`,
  )}</select></label>`;

async function rankingSection(
  comparison: Comparison,
  data: PageData,
  chart: Chart | undefined,
): Promise<Html | undefined> {
  const chosen = usualRanking(data, 0);
  if (chosen === undefined || chart === undefined) return undefined;
  const shown = data.rankings.flatMap(({ pairs }, i) => (pairs.length > 0 ? [i] : []));
  const { axis, order } = data.rankings[chosen];
  const names = order.map((value) => ({ value, text: data.axes[axis].texts[data.at[value][axis]] }));
  const figure = await renderFigure({ ...chart, name: 'differences' });
  const left = data.rankings.length - shown.length;
  return html`<section><h2>Ranking</h2>
<p class="quiet">${comparison.seeds.length < 2 ? 'One seed says nothing about which differences are real.' : pairingSentence(comparison)}</p>
<p id="unranked" hidden>This metric is not ranked: name it with --metrics.</p>
<div id="ranked">
${controls(select('ranking', 'ranking by', [{ value: chosen, text: '' }], chosen))}
${shown.map((i) => rankingTable(comparison, i, i === chosen))}
${left > 0 && html`<p class="quiet">${left} more rankings in comparison.json.</p>`}
${controls(select('base', 'differences to', names, order[0]))}
${figure.html}
</div></section>`;
}

function pairingSentence({ rankings }: Comparison): string {
  const reductions = rankings
    .flatMap(({ pairs }) => pairs.flatMap(({ varianceReduction }) => varianceReduction ?? []))
    .sort((a, b) => a - b);
  const median = reductions[Math.floor((reductions.length - 1) / 2)];
  const gain =
    median === undefined
      ? ''
      : ` Pairing divides the variance of differences by ${Number(median.toPrecision(2))} (median of the pairs).`;
  return `Differences are paired by seed and told apart at level 0.05, corrected for all pairs of a metric (Holm).${gain}`;
}

async function tradeOffSection(
  comparison: Comparison,
  data: PageData,
  chart: Chart | undefined,
): Promise<Html | undefined> {
  const usual = usualTradeOff(comparison, data, usualView(data, 0).at);
  if (usual === undefined || chart === undefined) return undefined;
  const metrics = data.metrics.map(({ name }, value) => ({ value, text: name }));
  const live = data.axes.flatMap(({ label, texts }, value) => (texts.length > 1 ? [{ value, text: label }] : []));
  const figure = await renderFigure(chart);
  return html`<section><h2>Trade-off</h2>
${controls(
  select('trade-x', 'across', metrics, usual.x),
  select('trade-y', 'up', metrics, usual.y),
  live.length > 1 &&
    live.map(({ value, text }) =>
      select(
        `trade-at-${value}`,
        text,
        [{ value: -1, text: 'all' }, ...data.axes[value].texts.map((each, i) => ({ value: i, text: each }))],
        usual.held[value],
      ),
    ),
)}
${figure.html}</section>`;
}

function reproduce({ scenario, seeds }: Comparison, command: string | undefined): Html {
  const range = seeds.length === 1 ? `seed ${seeds[0]}` : `${seeds.length} seeds from ${seeds[0]}`;
  return html`<section><h2>Reproduce</h2>
<p>The same file and the same seeds give the same figures, on any machine: ${range}.</p>
${command !== undefined && html`<pre>${command}</pre>`}
<p class="quiet">SHA-256 of the scenario file: <code>${scenario.sha256}</code></p></section>`;
}
