/** Availability by time, by request and by user, on a scale of nines: each further step means a tenth of the downtime. */
import { log10 } from '../../core/maths/log10.ts';
import type { AvailabilityEstimate } from '../../measure/result.ts';
import { type Chart, type ChartMaker, ROWS, type Row } from '../chart.ts';
import { formatAvailability } from '../format/format-availability.ts';
import { CATEGORY_COLOURS, INK } from '../theme/palette.ts';
import { NAME_LIMIT, WIDTH } from './layout.ts';

/** −log10(1 − share), Infinity for 1. */
const ninesOf = (share: number): number => (share >= 1 ? Number.POSITIVE_INFINITY : Math.max(0, -log10(1 - share)));

const BESIDE_THE_EDGE = "datum.kind == 'estimate' || datum.kind == 'zone'";

/** Zones beyond this many would crowd the estimates out. */
const MAX_ZONES = 12;
/** Ticks beyond these runs would only blacken the interval. */
const MAX_RUN_TICKS = 100;

export const availabilityChart: ChartMaker = (result, runs): Chart | undefined => {
  const { time, requests, userUptime } = result.summary.availability;
  const estimates = (
    [
      ['by time', time, (i: number) => runs[i].availability.time],
      ['by request', requests, (i: number) => runs[i].availability.requests],
      ['by user', userUptime, (i: number) => runs[i].availability.userUptime],
    ] as const
  ).filter((entry) => entry[1] !== undefined) as unknown as [string, AvailabilityEstimate, (i: number) => number][];
  if (estimates.length === 0) return undefined;

  const zones = [...new Set(runs.flatMap((run) => Object.keys(run.availability.timeByZone)))].slice(0, MAX_ZONES);
  const zoneMeans = zones.map((zone) => {
    const values = runs.map((run) => run.availability.timeByZone[zone]).filter((value) => value !== undefined);
    return { name: `zone ${zone}`, mean: values.reduce((sum, value) => sum + value, 0) / values.length };
  });
  const shares = [
    ...estimates.flatMap(([, estimate]) => [estimate.mean, estimate.ci95[1]]),
    ...zoneMeans.map((zone) => zone.mean),
    ...estimates.flatMap(([, , ofRun]) => runs.map((_, i) => ofRun(i) ?? 0)),
  ];
  const finite = shares.map(ninesOf).filter(Number.isFinite);
  const cap = finite.length === 0 ? 6 : Math.max(2, Math.ceil(Math.max(...finite)) + 1);
  const capped = (share: number): number => Math.min(cap, ninesOf(share));

  const known = runs.length > 1;
  const rows: Row[] = estimates.map(([measure, estimate]) => ({
    measure,
    kind: estimate.mean === 1 ? 'perfect' : 'estimate',
    nines: capped(estimate.mean),
    low_nines: known ? capped(estimate.ci95[0]) : null,
    high_nines: known ? capped(estimate.ci95[1]) : null,
    availability: estimate.mean,
    low: known ? estimate.ci95[0] : null,
    high: known ? estimate.ci95[1] : null,
    label: estimate.mean === 1 ? 'no downtime seen' : formatAvailability(estimate.mean),
  }));
  for (const zone of zoneMeans) {
    rows.push({
      measure: zone.name,
      kind: zone.mean === 1 ? 'perfect' : 'zone',
      nines: capped(zone.mean),
      low_nines: null,
      high_nines: null,
      availability: zone.mean,
      low: null,
      high: null,
      label: zone.mean === 1 ? 'no downtime seen' : formatAvailability(zone.mean),
    });
  }
  for (const [measure, , ofRun] of estimates) {
    for (let i = 0; i < runs.length && i < MAX_RUN_TICKS && known; i++) {
      const share = ofRun(i);
      if (share === undefined) continue;
      rows.push({
        measure,
        kind: 'run',
        nines: capped(share),
        low_nines: null,
        high_nines: null,
        availability: share,
        low: null,
        high: null,
        label: `seed ${runs[i].seed}`,
      });
    }
  }

  const order = [...estimates.map(([measure]) => measure), ...zoneMeans.map((zone) => zone.name)];
  const least = Math.min(...rows.map((row) => Number(row.low_nines ?? row.nines)));
  // Two steps at least, also where nothing was lost.
  const lowest = Math.max(0, Math.min(Math.floor(least), cap - 2));
  const x = {
    field: 'nines',
    type: 'quantitative' as const,
    title: 'availability',
    scale: { domain: [lowest, cap] },
    axis: {
      values: Array.from({ length: cap - lowest + 1 }, (_, i) => lowest + i),
      labelExpr:
        "datum.value == 0 ? '0 %' : datum.value == 1 ? '90 %' : datum.value == 2 ? '99 %' : '99.' + slice('9999999999', 0, datum.value - 2) + ' %'",
      labelOverlap: true,
    },
  };
  const y = {
    field: 'measure',
    type: 'nominal' as const,
    sort: order,
    title: null,
    axis: { ticks: false, domain: false, labelFontSize: 12, labelOpacity: 1, labelLimit: NAME_LIMIT },
  };
  const tooltip = [
    { field: 'measure', type: 'nominal', title: 'measure' },
    { field: 'label', type: 'nominal', title: 'value' },
    { field: 'availability', type: 'quantitative', title: 'share', format: '.9~f' },
    { field: 'low', type: 'quantitative', title: '95 % from', format: '.9~f' },
    { field: 'high', type: 'quantitative', title: '95 % to', format: '.9~f' },
  ] as const;
  const blue = CATEGORY_COLOURS[0];

  return {
    name: 'availability',
    title: 'Availability',
    caption: known
      ? `Each step to the right is a tenth of the downtime. The mean over the runs as a dot, its 95 % confidence interval as a line, each run as a tick. An arrow at the right edge means that no downtime was seen, which is not the same as none to come.${runs.length > MAX_RUN_TICKS ? ` Ticks for the first ${MAX_RUN_TICKS} runs only.` : ''}`
      : 'Each step to the right is a tenth of the downtime. One run, hence no confidence interval: more runs would show how far to trust the dot. An arrow at the right edge means that no downtime was seen, which is not the same as none to come.',
    columns: ['measure', 'kind', 'availability', 'low', 'high', 'nines', 'low_nines', 'high_nines', 'label'],
    rows,
    spec: {
      data: { name: ROWS },
      width: WIDTH,
      height: { step: 44 },
      encoding: { y },
      layer: [
        {
          transform: [{ filter: "datum.kind == 'run'" }],
          mark: { type: 'tick', color: blue, opacity: 0.45, thickness: 1.5, height: 12, yOffset: 0 },
          encoding: { x, tooltip: [...tooltip] },
        },
        {
          transform: [{ filter: 'isValid(datum.low_nines)' }],
          mark: { type: 'rule', color: blue, strokeWidth: 2.5, strokeCap: 'round' },
          encoding: { x: { ...x, field: 'low_nines' }, x2: { field: 'high_nines' } },
        },
        {
          transform: [{ filter: BESIDE_THE_EDGE }],
          mark: { type: 'point', filled: true, opacity: 1, color: blue },
          encoding: {
            x,
            size: { condition: { test: "datum.kind == 'zone'", value: 50 }, value: 130 },
            tooltip: [...tooltip],
          },
        },
        {
          transform: [{ filter: "datum.kind == 'perfect'" }],
          mark: { type: 'point', filled: true, opacity: 1, shape: 'triangle-right', size: 150, color: blue },
          encoding: { x, tooltip: [...tooltip] },
        },
        ...(['center', 'right'] as const).map((align) => ({
          transform: [{ filter: align === 'right' ? "datum.kind == 'perfect'" : BESIDE_THE_EDGE }],
          mark: { type: 'text' as const, dy: -13, fontSize: 11, color: INK, align },
          encoding: { x, text: { field: 'label', type: 'nominal' as const } },
        })),
      ],
    },
  };
};
