/** Every incident of every run over the calendar: when, how long, why. */
import { type ChartMaker, ROWS } from '../chart.ts';
import { causeScale } from './cause-scale.ts';
import { LOG_SECONDS_LABEL, logSecondsAxis, timeUnitFor, WIDTH } from './layout.ts';

/** Each costs some 250 bytes of the page. */
const MAX_MARKS = 800;

/** What a logarithmic axis can show at least. */
const SHORTEST_SECONDS = 0.001;

export const incidentsChart: ChartMaker = (result, runs) => {
  const all = runs
    .flatMap((run) => run.incidents.map((incident) => ({ run, incident })))
    .sort((a, b) => b.incident.downSeconds - a.incident.downSeconds);
  if (all.length === 0) return undefined;
  const shown = all.slice(0, MAX_MARKS);
  const unit = timeUnitFor(result.scenario.durationSeconds);
  const axis = logSecondsAxis(shown.map(({ incident }) => Math.max(SHORTEST_SECONDS, incident.downSeconds)));
  const causes = causeScale(result, runs);
  const cut = shown.length < all.length ? ` The ${shown.length} longest of ${all.length} are drawn.` : '';
  return {
    name: 'incidents',
    title: 'Incidents over the calendar',
    caption: `Each mark is one incident of one run: when it began, and how much downtime it cost.${cut}`,
    columns: ['seed', 'start_seconds', 'start', 'down_seconds', 'cause', 'trigger', 'zones'],
    rows: shown.map(({ run, incident }) => ({
      seed: run.seed,
      start_seconds: incident.startSeconds,
      start: incident.startSeconds / unit.seconds,
      down_seconds: Math.max(SHORTEST_SECONDS, incident.downSeconds),
      cause: incident.cause,
      trigger: incident.trigger ?? null,
      zones: incident.zones.join(', '),
    })),
    spec: {
      data: { name: ROWS },
      width: WIDTH,
      height: 260,
      mark: { type: 'point', filled: true, opacity: 0.85, size: 55 },
      encoding: {
        x: {
          field: 'start',
          type: 'quantitative',
          title: `calendar, ${unit.name}`,
          scale: { domain: [0, result.scenario.durationSeconds / unit.seconds], nice: false },
          axis: { format: '~f' },
        },
        y: {
          field: 'down_seconds',
          type: 'quantitative',
          title: 'downtime',
          scale: { type: 'log', domain: axis.domain, nice: false },
          axis: { labelExpr: LOG_SECONDS_LABEL, values: axis.ticks },
        },
        color: {
          field: 'cause',
          type: 'nominal',
          scale: { domain: causes.domain, range: causes.colours },
          legend: {
            title: null,
            columns: { expr: 'width < 420 ? 2 : 5' },
            labelLimit: { expr: 'width < 420 ? 100 : 180' },
          },
        },
        shape: { field: 'cause', type: 'nominal', scale: { domain: causes.domain, range: causes.shapes } },
        tooltip: [
          { field: 'cause', type: 'nominal', title: 'cause' },
          { field: 'trigger', type: 'nominal', title: 'set off by' },
          { field: 'start', type: 'quantitative', title: `began, ${unit.name}`, format: ',.3~f' },
          { field: 'down_seconds', type: 'quantitative', title: 'downtime, seconds', format: ',.3~f' },
          { field: 'zones', type: 'nominal', title: 'zones' },
          { field: 'seed', type: 'nominal', title: 'seed' },
        ],
      },
    },
  };
};
