/**
 * The deliveries of a run as decisions: constant latency, no chance on the links, and instead one `tamper` for every
 * message that came late, twice or never. The run repeats itself like that, and what its messages did can be left out
 * one by one until only those that matter are left. Messages from and to clients are not pinned.
 */
import { MILLISECOND, type Micros } from '../../core/time.ts';
import type { Plan, PlannedFault } from '../plan.ts';
import { machineName } from './machine-names.ts';

/** What became of one message between two servers, numbered from 0. */
export interface Delivery {
  readonly from: number;
  readonly to: number;
  /** Of the message: `raft/append`. */
  readonly kind: string;
  readonly sent: Micros;
  /** Of each copy, ascending; after the end of the run for one still under way. Empty for one that chance has lost. */
  readonly arrived: readonly Micros[];
}

/** Faults that act by chance, message by message. */
const CHANCE: ReadonlySet<string> = new Set(['link-loss', 'duplicate', 'reorder', 'delay']);

/** Whether chance decides about messages at all. */
export const hasRandomDeliveries = ({ latency, faults }: Plan): boolean =>
  latency.min < latency.max || faults.some(({ kind }) => CHANCE.has(kind));

export interface Pinned {
  /** Without chance, and without what it did. */
  readonly plan: Plan;
  /** What it did, in order of time. */
  readonly tampering: readonly PlannedFault[];
}

/** `deliveries`: all of a run of `plan`, in the order in which they were sent. */
export function pinDeliveries(plan: Plan, deliveries: readonly Delivery[]): Pinned {
  const latency = plan.latency.min;
  const sent = new Map<string, Micros[]>();
  const tampering = deliveries.flatMap((delivery) => {
    const link = `${delivery.from}/${delivery.to}/${delivery.kind}`;
    const before = sent.get(link) ?? [];
    sent.set(link, [...before, delivery.sent]);
    return tamperFor(delivery, before, latency);
  });
  const faults = plan.faults.filter(({ kind }) => !CHANCE.has(kind));
  return { plan: { ...plan, latency: { min: latency, max: latency }, faults }, tampering };
}

/** `before`: when earlier messages of the kind were sent on the link. Nothing for one that came as soon as it could. */
function tamperFor(
  { from, to, kind, sent, arrived }: Delivery,
  before: readonly Micros[],
  latency: Micros,
): PlannedFault[] {
  const at = Math.max(0, Math.floor((sent - 1) / MILLISECOND) * MILLISECOND);
  const skip = before.filter((time) => time >= at).length;
  const tamper = (parameters: PlannedFault['parameters']): PlannedFault => ({
    ...{ kind: 'tamper', groups: [machineName(from), machineName(to)], at },
    parameters: { messages: kind, ...parameters, ...(skip === 0 ? {} : { skip }) },
  });
  const [first, second] = arrived;
  if (first === undefined) return [tamper({})];
  if (second !== undefined) return [tamper({ action: 'duplicate', by: Math.max(0, second - sent - latency) })];
  const by = first - sent - latency;
  return by > 0 ? [tamper({ action: 'hold', by })] : [];
}
