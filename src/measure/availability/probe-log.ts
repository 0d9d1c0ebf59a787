/**
 * What the probes saw, place by place: runs of equal outcome, so memory grows with changes and not with ticks.
 *
 * The probe invoked at tick t speaks for [t, t + every), clipped to the measured period. It is `ok` if the write was
 * acknowledged within its timeout, else `fail` or `info` (unknown), both of which are downtime. Calendar that no tick
 * covers was skipped, which is done only where nothing can fail: it is `ok`. A probe still under way when the run ends
 * is `info` if it has taken longer than any that was answered; else it says nothing to the contrary of the one before
 * it, so its tick is taken to be like that one.
 */
import { getOrCreate } from '../../core/get-or-create.ts';
import type { Micros } from '../../core/time.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { Trace } from '../../kernel/trace.ts';
import type { ObservedClient } from '../observed-client.ts';

export type ProbeOutcome = 'ok' | 'fail' | 'info';

export interface ProbeRun {
  readonly outcome: ProbeOutcome;
  readonly start: Micros;
  readonly end: Micros;
}

/** One zone seen by one probe client. The runs of a place tile the measured period. */
export interface ProbePlace {
  readonly client: string;
  readonly service: string;
  readonly zone: string;
  /** The machine that the probes come from. */
  readonly node: NodeId;
  readonly every: Micros;
  readonly timeout: Micros;
  readonly runs: readonly ProbeRun[];
}

export interface ProbeLog {
  /** Machines seen probing so far, for observers that ask who can reach whom. */
  readonly machines: ReadonlySet<NodeId>;
  /** To be called once, at the end. Places in the order of their first probe. */
  finish(): ProbePlace[];
}

interface Tick {
  readonly id: number;
  readonly time: Micros;
  outcome: ProbeOutcome | undefined;
}

interface Recorder {
  readonly place: Omit<ProbePlace, 'runs'>;
  /** Ticks in order of invocation whose turn has not come: the first of them is unanswered. */
  readonly waiting: Tick[];
  readonly runs: { outcome: ProbeOutcome; start: Micros; end: Micros }[];
  /** The longest that an answered probe took. */
  longest: Micros;
}

export function watchProbes(
  trace: Trace,
  clients: readonly ObservedClient[],
  period: { readonly start: Micros; readonly end: Micros },
): ProbeLog {
  const plans = new Map(clients.flatMap(({ name, probe }) => (probe === undefined ? [] : [[name, probe] as const])));
  const recorders = new Map<string, Recorder>();
  const machines = new Set<NodeId>();

  trace.subscribe('operation', (operation) => {
    if (!operation.probe) return;
    const { type, id, client, service, zone, node, invokedAt } = operation;
    if (invokedAt < period.start || invokedAt >= period.end) return;
    const plan = plans.get(client);
    if (plan === undefined) return;
    const recorder = getOrCreate(recorders, `${client}\n${zone}`, () => ({
      place: { client, service, zone, node, ...plan },
      waiting: [],
      runs: [],
      longest: 0,
    }));
    if (type === 'invoke') {
      machines.add(node);
      recorder.waiting.push({ id, time: invokedAt, outcome: undefined });
      return;
    }
    const tick = recorder.waiting.find((waiting) => waiting.id === id);
    if (tick !== undefined) tick.outcome = type;
    if (type === 'ok') recorder.longest = Math.max(recorder.longest, operation.time - invokedAt);
    settle(recorder, period);
  });

  return {
    machines,
    finish: () =>
      [...recorders.values()].map((recorder) => {
        let before = recorder.runs.at(-1)?.outcome ?? 'ok';
        for (const tick of recorder.waiting) {
          before = tick.outcome ?? (period.end - tick.time > recorder.longest ? 'info' : before);
          tick.outcome = before;
        }
        settle(recorder, period);
        fillUpTo(recorder, period.start, period.end);
        return { ...recorder.place, runs: recorder.runs };
      }),
  };
}

/** Moves answered ticks into the runs, in order of invocation. */
function settle(recorder: Recorder, { start, end }: { readonly start: Micros; readonly end: Micros }): void {
  const { waiting, runs, place } = recorder;
  while (waiting.length > 0 && waiting[0].outcome !== undefined) {
    const { time, outcome } = waiting.shift() as Tick & { outcome: ProbeOutcome };
    fillUpTo(recorder, start, time);
    const until = Math.min(time + place.every, end);
    const last = runs.at(-1);
    if (last !== undefined && last.outcome === outcome) last.end = until;
    else runs.push({ outcome, start: Math.max(time, last?.end ?? start), end: until });
  }
}

/** Calendar that no tick covered is `ok`. */
function fillUpTo({ runs }: Recorder, start: Micros, time: Micros): void {
  const last = runs.at(-1);
  const covered = last?.end ?? start;
  if (covered >= time) return;
  if (last?.outcome === 'ok') last.end = time;
  else runs.push({ outcome: 'ok', start: covered, end: time });
}
