import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../src/kernel/observation.ts';
import { createJsonLines } from '../../../src/report/trace/jsonl.ts';
import { createPerfetto } from '../../../src/report/trace/perfetto.ts';
import type { TraceFormat } from '../../../src/report/trace/trace-format.ts';
import { createLoadScript } from '../../measure/load-script.ts';

const NODES = ['n1', 'n2', '</script>"\n'];

const role = (time: number, node: number, what: 'leader' | 'follower' | 'candidate', term: number): Observation => ({
  kind: 'protocol',
  time,
  service: 'store',
  process: node,
  node,
  event: { type: 'role', role: what, term },
});
const message = (time: number, type: 'send' | 'deliver' | 'drop', id: number): Observation => ({
  kind: 'message',
  time,
  type,
  id,
  from: 0,
  to: 1,
  fromNode: 0,
  toNode: 1,
  message: { kind: 'append' },
  bytes: 100,
});
const operation = (time: number, id: number, type: 'invoke' | 'ok' | 'info'): Observation => ({
  kind: 'operation',
  time,
  id,
  type,
  service: 'store',
  client: 'web',
  probe: false,
  node: 2,
  zone: 'a',
  user: 0,
  f: 'write',
  key: 'k',
  value: 1,
  invokedAt: 10,
  attempts: 1,
});

const RUN: readonly Observation[] = [
  { kind: 'node', time: 0, node: 0, change: 'start' },
  role(1, 0, 'follower', 0),
  role(5, 0, 'candidate', 1),
  role(9, 0, 'leader', 1),
  operation(10, 7, 'invoke'),
  operation(11, 8, 'invoke'),
  message(12, 'send', 1),
  message(15, 'deliver', 1),
  message(16, 'deliver', 1),
  message(17, 'send', 2),
  message(18, 'drop', 2),
  operation(20, 7, 'ok'),
  { kind: 'fault', time: 30, id: 1, phase: 'start', fault: 'crash', description: 'crash of n1', nodes: [0] },
  { kind: 'node', time: 30, node: 0, change: 'pause' },
  { kind: 'node', time: 32, node: 0, change: 'crash' },
  { kind: 'disk', time: 32, node: 0, change: 'lost-unsynced', records: 3 },
  { kind: 'node', time: 40, node: 0, change: 'restart' },
  { kind: 'fault', time: 40, id: 1, phase: 'end', fault: 'crash', description: 'crash of n1', nodes: [0] },
  { kind: 'protocol', time: 41, service: 'store', process: 0, node: 0, event: { type: 'split-vote', term: 2 } },
  role(42, 0, 'follower', 2),
  { kind: 'fault', time: 45, id: 2, phase: 'start', fault: 'pause', description: 'pause of n2', nodes: [1] },
  {
    kind: 'apply',
    time: 46,
    service: 'store',
    process: 0,
    node: 0,
    index: 1,
    term: 1,
    digest: 5,
    effect: 'new',
    command: '9/1/1',
  },
  { kind: 'served', time: 50, service: 'store', node: 0 },
];

const whole = (format: TraceFormat, run: readonly Observation[]): string =>
  format.header() + run.map((observation) => format.observation(observation)).join('') + format.footer();

interface Event {
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly name: string;
  readonly ts: number;
  readonly dur?: number;
  readonly id?: string | number;
  readonly cat?: string;
  readonly s?: string;
  readonly bp?: string;
  readonly args?: Record<string, unknown>;
}

const eventsOf = (run: readonly Observation[]): Event[] =>
  (JSON.parse(whole(createPerfetto({ nodes: NODES }), run)) as { traceEvents: Event[] }).traceEvents;

/** The rules of the trace-event format that a viewer relies on. */
function check(events: readonly Event[]): void {
  for (const event of events) {
    expect(['M', 'X', 'i', 's', 'f', 'b', 'e', 'C']).toContain(event.ph);
    expect(event.pid).toSatisfy(Number.isInteger);
    expect(event.tid).toSatisfy(Number.isInteger);
    expect(event.ts).toSatisfy(Number.isInteger);
    expect(event.ts).toBeGreaterThanOrEqual(0);
    expect(event.name.length).toBeGreaterThan(0);
    if (event.ph === 'X') expect(event.dur).toBeGreaterThanOrEqual(0);
    if (event.ph === 'i') expect(['g', 'p', 't']).toContain(event.s);
    if (event.ph === 'f') expect(event.bp).toBe('e');
    if (['s', 'f', 'b', 'e'].includes(event.ph)) {
      expect(event.id).toBeDefined();
      expect(event.cat).toBeDefined();
    }
  }
  const matched = (beginning: string, end: string): void => {
    for (const last of events.filter((event) => event.ph === end)) {
      const same = (event: Event, ph: string): boolean =>
        event.ph === ph && event.cat === last.cat && event.id === last.id && event.name === last.name;
      const first = events.filter((event) => same(event, beginning));
      expect(first, `${end} ${last.id}`).toHaveLength(1);
      expect(first[0].ts).toBeLessThanOrEqual(last.ts);
      expect(events.filter((event) => same(event, end))).toHaveLength(1);
    }
  };
  matched('s', 'f');
  matched('b', 'e');
  const processes = new Set(
    events.filter((event) => event.ph === 'M' && event.name === 'process_name').map((event) => event.pid),
  );
  for (const event of events) expect(processes).toContain(event.pid);
  // Slices of a thread nest or are apart; an arrow begins and ends at a slice.
  const slices = events.filter((event) => event.ph === 'X');
  for (const one of slices) {
    for (const other of slices) {
      if (one.pid !== other.pid || one.tid !== other.tid || one.ts >= other.ts) continue;
      const end = one.ts + (one.dur ?? 0);
      expect(other.ts >= end || other.ts + (other.dur ?? 0) <= end, `${one.name} / ${other.name}`).toBe(true);
    }
  }
  for (const arrow of events.filter((event) => event.ph === 's' || event.ph === 'f')) {
    expect(slices.some((slice) => slice.pid === arrow.pid && slice.tid === arrow.tid && slice.ts === arrow.ts)).toBe(
      true,
    );
  }
}

describe('createPerfetto', () => {
  const events = eventsOf(RUN);
  const slices = events
    .filter((event) => event.ph === 'X' && event.cat !== 'message')
    .map((event) => `${event.pid}/${event.tid} ${event.name} ${event.ts}+${event.dur}`)
    .sort();

  it('keeps the rules of the format', () => check(events));

  it('keeps them for any prefix of a run, and for none', () => {
    for (let length = 0; length <= RUN.length; length++) check(eventsOf(RUN.slice(0, length)));
  });

  it('draws terms, roles and outages as slices, and ends them with the crash or the run', () => {
    expect(slices).toEqual([
      '2/1 down 32+8',
      '2/1 paused 30+2',
      '2/10 term 0 1+4',
      '2/10 term 1 5+27',
      '2/10 term 2 42+8',
      '2/11 candidate 5+4',
      '2/11 follower 1+4',
      '2/11 follower 42+8',
      '2/11 leader 9+23',
    ]);
  });

  it('draws one arrow for a message, none for what was dropped', () => {
    expect(events.filter((event) => event.ph === 'f')).toHaveLength(1);
    expect(events.some((event) => event.name === 'dropped append')).toBe(true);
  });

  it('shows faults to everybody', () => {
    const instants = events.filter((event) => event.ph === 'i' && event.s === 'g').map((event) => event.name);
    expect(instants).toEqual(['crash starts', 'crash ends', 'pause starts']);
  });

  it('ends operations with their outcome, and what is open with the run', () => {
    const ends = events.filter((event) => event.ph === 'e' && event.cat === 'operation');
    expect(ends.map((event) => [event.id, event.ts, event.args?.outcome])).toEqual([
      ['operation-7', 20, 'ok'],
      ['operation-8', 50, undefined],
    ]);
  });

  it('counts from the start of the warm-up, and says where it ends', () => {
    const warm: readonly Observation[] = [{ kind: 'node', time: -100, node: 0, change: 'start' }, ...RUN];
    const shifted = eventsOf(warm);
    check(shifted);
    expect(shifted.find((event) => event.name === 'the warm-up ends')?.ts).toBe(100);
    expect(shifted.find((event) => event.name === 'leader')?.ts).toBe(109);
  });

  it('names the nodes, whatever they are called', () => {
    const names = events.filter((event) => event.name === 'process_name').map((event) => event.args?.name);
    expect(names).toEqual(['faults', 'n1', '</script>"\n', 'n2']);
  });
});

const LOAD: readonly Observation[] = (() => {
  const seen: Observation[] = [];
  const { trace, ...script } = createLoadScript();
  for (const kind of ['attempt', 'routing', 'scaling', 'instance', 'job', 'task'] as const) {
    trace.subscribe(kind, (observation) => seen.push(observation));
  }
  script.instance(0, 0, 'started');
  script.instance(1, 0, 'ready');
  script.attempt(2, 0, { wait: 1, work: 2 });
  script.attempt(3, 0, { wait: 1, work: 2, outcome: 'failed' });
  script.routing(6, 'retry');
  script.routing(6, 'ejected', 1);
  script.scaling(7, 1, 2, 'cpu 90 %');
  script.job(8, 1, 'submitted');
  script.task(9, 1, 0, 'started');
  script.task(10, 1, 0, 'preempted');
  script.task(11, 1, 0, 'started');
  script.task(12, 1, 0, 'finished');
  script.job(12, 1, 'finished', { submittedAt: 8 });
  script.job(13, 2, 'submitted');
  script.instance(20, 0, 'draining');
  script.instance(21, 0, 'stopped');
  return seen;
})();

describe('pools and jobs', () => {
  const events = eventsOf(LOAD);

  it('keep the rules of the format, whatever came before', () => {
    check(events);
    for (let length = 0; length <= LOAD.length; length++) check(eventsOf(LOAD.slice(0, length)));
  });

  it('are drawn: states of servers as slices, attempts, tasks and jobs beside one another', () => {
    const seconds = (micros: number | undefined): number => (micros ?? 0) / 1e6;
    const slices = events.filter((event) => event.ph === 'X');
    expect(slices.map(({ name, ts, dur }) => `${name} ${seconds(ts)}+${seconds(dur)}`)).toEqual([
      'started 0+1',
      'ready 1+19',
      'draining 20+1',
    ]);
    const begun = events.filter((event) => event.ph === 'b').map(({ name, ts }) => `${name} ${seconds(ts)}`);
    expect(begun).toEqual(['ok 2', 'failed 3', 'small 1 8', 'job 1, task 0 9', 'job 1, task 0 11', 'small 2 13']);
    const instants = events.filter((event) => event.ph === 'i').map(({ name }) => name);
    expect(instants).toEqual(['retry', 'ejected', 'web: 1 → 2', 'job 1, task 0 preempted', 'small 1 finished']);
    expect(events.find((event) => event.ph === 'C')?.args).toEqual({ wanted: 2 });
  });
});

describe('createJsonLines', () => {
  it('writes each observation on a line of its own, and they come back', () => {
    const lines = whole(createJsonLines(), RUN).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(RUN);
  });
});
