/** One run as a timetable: faults above, a lane for each node with its roles, probes from each zone below. */
import { type ChartMaker, ROWS, type Row } from '../chart.ts';
import { formatSeconds } from '../format/format-seconds.ts';
import { FAULT_COLOUR, OUTCOME_COLOURS, STATE_COLOURS } from '../theme/palette.ts';
import { chosenRun } from './chosen-run.ts';
import { coarsen, type LaneSpan } from './coarsen.ts';
import { NAME_LIMIT, timeUnitFor, WIDTH } from './layout.ts';

/** Each mark costs some 150 bytes of the page. */
const MAX_SPANS = 900;
const MAX_NODES = 60;

const STATE_ORDER = ['follower', 'learner', 'pre-candidate', 'candidate', 'leader', 'down', 'paused'] as const;
const LOUD = ['leader', 'down', 'paused', 'fault', 'fail'];

export const timelineChart: ChartMaker = (_result, runs) => {
  const run = chosenRun(runs);
  const timeline = run?.timeline;
  if (run === undefined || timeline === undefined || timeline.spans.length === 0) return undefined;
  const nodes = timeline.nodes.slice(0, MAX_NODES);
  const spans: LaneSpan[] = [
    ...timeline.faults.map((fault) => ({
      lane: `fault: ${fault.fault}`,
      state: 'fault',
      detail: fault.description,
      start: fault.startSeconds,
      end: fault.endSeconds,
    })),
    ...timeline.spans
      .filter((span) => nodes.includes(span.node))
      .map((span) => ({
        lane: span.node,
        state: span.state,
        detail: span.state === 'down' ? '' : `term ${span.term}`,
        start: span.startSeconds,
        end: span.endSeconds,
      })),
    ...timeline.probes.map((probe) => ({
      lane: `probes, ${probe.zone}`,
      state: probe.outcome === 'info' ? 'unknown' : probe.outcome,
      detail: '',
      start: probe.startSeconds,
      end: probe.endSeconds,
    })),
  ];
  const coarse = coarsen(spans, MAX_SPANS, run.virtualSeconds / (2 * WIDTH));
  const lanes = [
    ...new Set(timeline.faults.map((fault) => `fault: ${fault.fault}`)),
    ...nodes,
    ...new Set(timeline.probes.map((probe) => `probes, ${probe.zone}`)),
  ];
  const unit = timeUnitFor(run.virtualSeconds);
  const rows: Row[] = coarse.spans.map((span) => ({
    lane: span.lane,
    state: span.state,
    detail: span.detail,
    start_seconds: span.start,
    end_seconds: span.end,
    start: span.start / unit.seconds,
    end: span.end / unit.seconds,
  }));
  const states = [
    ...STATE_ORDER.map((state) => [state, STATE_COLOURS[state]] as const),
    ['fault', FAULT_COLOUR] as const,
    ['ok', OUTCOME_COLOURS.ok] as const,
    ['fail', OUTCOME_COLOURS.fail] as const,
    ['unknown', OUTCOME_COLOURS.info] as const,
  ].filter(([state]) => spans.some((span) => span.state === state));
  const x = {
    field: 'start',
    type: 'quantitative' as const,
    title: `calendar, ${unit.name}`,
    scale: { domain: [0, run.virtualSeconds / unit.seconds], nice: false },
    axis: { orient: 'bottom' as const, grid: false, format: '~f' },
  };
  const y = {
    field: 'lane',
    type: 'nominal' as const,
    sort: lanes,
    scale: { domain: lanes },
    title: null,
    axis: { ticks: false, domain: false, labelFontSize: 11, labelLimit: NAME_LIMIT },
  };
  const color = {
    field: 'state',
    type: 'nominal' as const,
    scale: { domain: states.map(([state]) => state), range: states.map(([, colour]) => colour) },
    legend: { title: null, columns: { expr: 'width < 420 ? 3 : 8' }, symbolType: 'square' as const },
  };
  const tooltip = [
    { field: 'lane', type: 'nominal', title: 'lane' },
    { field: 'state', type: 'nominal', title: 'state' },
    { field: 'detail', type: 'nominal', title: 'detail' },
    { field: 'start_seconds', type: 'quantitative', title: 'from, seconds', format: ',.6~f' },
    { field: 'end_seconds', type: 'quantitative', title: 'to, seconds', format: ',.6~f' },
  ] as const;
  const layer = (names: readonly string[], height: number, stroked: boolean) => ({
    transform: [{ filter: { field: 'state', oneOf: [...names] } }],
    // A stroke of its own colour keeps a second visible in a year.
    mark: { type: 'bar', height, clip: true, strokeWidth: stroked ? 1 : 0 } as const,
    encoding: {
      x,
      x2: { field: 'end' },
      y,
      color,
      ...(stroked ? { stroke: color } : {}),
      tooltip: [...tooltip],
    },
  });
  const joined =
    coarse.joinedBelowSeconds > 0 ? ` Gaps below ${formatSeconds(coarse.joinedBelowSeconds)} are closed.` : '';
  const dropped = coarse.dropped > 0 ? ` The ${coarse.dropped} shortest spans are left out.` : '';
  const hidden = nodes.length < timeline.nodes.length ? ` The first ${nodes.length} nodes are drawn.` : '';
  return {
    name: 'timeline',
    title: `Timeline of ${timeline.service}`,
    caption: `The run with seed ${run.seed}: faults above, each node with its role (leaders tall), write probes from each zone below. On screen, drag to pan and zoom with the buttons or with shift and the wheel.${joined}${dropped}${hidden}`,
    columns: ['lane', 'state', 'detail', 'start_seconds', 'end_seconds', 'start', 'end'],
    rows,
    spec: {
      data: { name: ROWS },
      width: WIDTH,
      height: { step: 22 },
      layer: [
        {
          ...layer(['follower', 'learner', 'ok'], 3, false),
          params: [
            {
              name: 'zoom',
              select: { type: 'interval', encodings: ['x'], zoom: 'wheel![event.shiftKey]' },
              bind: 'scales',
            },
          ],
        },
        layer(['pre-candidate', 'candidate', 'unknown'], 9, true),
        layer(LOUD, 14, true),
      ],
    },
  };
};
