/** The faults of a run, and which of them can explain that a service with a leader does not answer. */
import type { Micros } from '../../core/time.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { Trace } from '../../kernel/trace.ts';
import { type Cause, compareCauses } from './causes.ts';

export interface FaultRecord {
  readonly id: number;
  readonly kind: string;
  readonly description: string;
  readonly nodes: readonly NodeId[];
  readonly start: Micros;
  /** Infinity while it lasts. */
  end: Micros;
}

export interface FaultLog {
  /** In the order in which they began. */
  readonly faults: readonly FaultRecord[];
  /** The fault that began last of those active at `time` that touch one of `nodes` (a fault without nodes touches all). */
  latestAt(time: Micros, nodes: ReadonlySet<NodeId>): FaultRecord | undefined;
  /** Of the degrading faults active within [from, to] that touch one of `nodes`: first by cause, then the latest. */
  degradation(from: Micros, to: Micros, nodes: ReadonlySet<NodeId>): Degradation | undefined;
}

export interface Degradation {
  readonly cause: Cause;
  readonly fault: FaultRecord;
}

/** What a kind of fault does to a service whose leader stays in office. Kinds that take nodes down are not here. */
const degradations: Readonly<Record<string, Cause>> = {
  partition: 'partition',
  'one-way-partition': 'partition',
  bridge: 'partition',
  'majorities-ring': 'partition',
  isolate: 'partition',
  'link-loss': 'network degradation',
  duplicate: 'network degradation',
  reorder: 'network degradation',
  delay: 'network degradation',
  bandwidth: 'network degradation',
  flap: 'network degradation',
  'slow-disk': 'disk stall',
  'disk-full': 'disk full',
  'slow-cpu': 'overload',
  overload: 'overload',
  'bad-release': 'overload',
  'clock-skew': 'clock',
  'clock-drift': 'clock',
  'clock-jump': 'clock',
};

export const degradationOf = (kind: string): Cause | undefined => degradations[kind];

export function watchFaults(trace: Trace): FaultLog {
  const faults: FaultRecord[] = [];
  const active = new Map<number, FaultRecord>();
  trace.subscribe('fault', ({ time, id, phase, fault, description, nodes }) => {
    if (phase === 'end') {
      const record = active.get(id);
      if (record !== undefined) record.end = time;
      active.delete(id);
      return;
    }
    const record = { id, kind: fault, description, nodes, start: time, end: Number.POSITIVE_INFINITY };
    faults.push(record);
    active.set(id, record);
  });
  return {
    faults,
    latestAt: (time, nodes) =>
      faults.findLast((fault) => fault.start <= time && fault.end >= time && touches(fault, nodes)),
    degradation(from, to, nodes) {
      let best: Degradation | undefined;
      for (const fault of faults) {
        const cause = degradationOf(fault.kind);
        if (cause === undefined || fault.start > to || fault.end < from || !touches(fault, nodes)) continue;
        if (best === undefined || compareCauses(cause, best.cause) <= 0) best = { cause, fault };
      }
      return best;
    },
  };
}

const touches = ({ nodes }: FaultRecord, among: ReadonlySet<NodeId>): boolean =>
  nodes.length === 0 || nodes.some((node) => among.has(node));
