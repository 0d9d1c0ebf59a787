/**
 * The nearest plan that asks of a correct protocol no more than it promises, where it can be told from the plan. What
 * generating and mutating leave to chance is put right here:
 * - some voter is left by every change of membership;
 * - everything strikes before the healing, or before the end;
 * - what a slow disk has begun is over soon after the fault is;
 * - clocks drift no further than the protocol bears, each under one fault at a time;
 * - liveness is owed where a leader can last, within a bound that follows from the timeouts. Not where a disk was full: a
 *   process may give up over it when there is room again. Not where servers were removed that may depose every leader. A
 *   minority stays cut off only where nobody changes who has a vote;
 * - operations are few enough for their history to be checked in no time.
 */
import type { ConsensusProtocol } from '../algorithms/consensus/consensus.ts';
import type { ParameterValues } from '../core/parameters.ts';
import { MILLISECOND } from '../core/time.ts';
import { driftBoundOf } from './draw/draw-configuration.ts';
import { withDefaultOptions } from './draw/draw-options.ts';
import {
  boundOfLiveness,
  changesVoters,
  ignoresStrangers,
  keepsItsLeader,
  quorumsOf,
  rhythmOf,
  slotsOfChange,
  upToTenth,
} from './draw/rhythm-of.ts';
import type { HuntSpace } from './hunt-space.ts';
import type { Plan, PlannedFault, PlannedOrder } from './plan.ts';

const UNBORNE = new Set(['wipe', 'lost-fsync', 'bit-rot']);
const FAULTS_MAX = 40;
const OPERATIONS_MAX = 80;
const ORDERS_MAX = 12;
/** Entries that may wait for their turn one by one at the healing: calls, and what clients repeated of them. */
const BACKLOG = 300;
/** Room for the last fault to have an effect where there is no healing. */
const TAIL = 500 * MILLISECOND;

/** Whether the contract has nothing to put right: what a shrinker's candidates are held against. */
export function keepsToContract(plan: Plan, space: HuntSpace, protocol: ConsensusProtocol): boolean {
  const kept = keepToContract(plan, endOfTroubles(plan), space, protocol);
  const owed = plan.healing === undefined || (kept.healing !== undefined && plan.healing.within >= kept.healing.within);
  return owed && same(kept.faults.slice(0, plan.faults.length), plan.faults) && same(kept.orders, plan.orders);
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** When they were meant to end. */
export const endOfTroubles = ({ healing, faults, duration }: Plan): number =>
  healing?.at ?? faults.find(({ kind }) => kind === 'heal')?.at ?? duration;

/** `end`: when the cluster is healed, or if liveness is not owed, when all faults end. */
export function keepToContract(plan: Plan, end: number, space: HuntSpace, protocol: ConsensusProtocol): Plan {
  const options = withDefaultOptions(protocol, plan.options);
  const rhythm = rhythmOf(options, plan);
  const before = <T extends { readonly at: number }>(list: readonly T[], most: number): T[] =>
    list
      .filter(({ at }) => at < end)
      .sort((a, b) => a.at - b.at)
      .slice(0, most);
  const borne = plan.faults.filter(({ kind }) => kind !== 'heal' && (space.beyond || !UNBORNE.has(kind)));
  const slowest = 4 * rhythm.patience.max;
  const bearable = patientDisks(steadyClocks(borne, driftBoundOf(protocol, options)), slowest / plan.fsync.max);
  const faults = before(bearable, FAULTS_MAX);
  const orders = leavingSomebody(before(plan.orders, ORDERS_MAX), plan);
  const operations = before(plan.operations, OPERATIONS_MAX);
  const owed =
    keepsItsLeader(rhythm) &&
    !faults.some(({ kind }) => UNBORNE.has(kind) || kind === 'disk-full') &&
    (!orders.some(({ type }) => type === 'remove' || type === 'replace') || ignoresStrangers(options));
  const kept = { ...plan, faults, orders, operations };
  if (!owed) {
    const heal: PlannedFault = { kind: 'heal', groups: [], at: end, parameters: { fault: 'all' } };
    const healed = faults.length === 0 ? [] : [heal];
    const rest = Math.max(TAIL, 4 * rhythm.patience.max);
    return { ...kept, faults: [...faults, ...healed], healing: undefined, duration: end + rest };
  }
  const entries = BACKLOG + 2 * orders.length * slotsOfChange(options);
  const within = upToTenth(boundOfLiveness(rhythm) + slowest + entries * rhythm.trip);
  const without = orders.some(changesVoters) ? [] : minorityOf(plan.healing?.without ?? [], plan.voters, options);
  return { ...kept, healing: { at: end, without, within }, duration: end + within };
}

function steadyClocks(faults: readonly PlannedFault[], bound: number): PlannedFault[] {
  const drifted = new Set<string>();
  return faults.flatMap((fault) => {
    const { kind, groups, parameters } = fault;
    if (kind !== 'clock-drift') return [fault];
    const rate = typeof parameters.rate === 'number' ? parameters.rate : 0;
    const [machine] = groups;
    if (bound === 0 || drifted.has(machine) || !/^n\d+$/.test(machine)) return [];
    drifted.add(machine);
    return [{ ...fault, parameters: { rate: Math.max(-bound, Math.min(bound, rate)) } }];
  });
}

/** Factors of all slow disks together, since they may overlap, up to `most`. */
function patientDisks(faults: readonly PlannedFault[], most: number): PlannedFault[] {
  let left = most;
  return faults.map((fault) => {
    const { kind, parameters } = fault;
    if (kind !== 'slow-disk' || typeof parameters.factor !== 'number') return fault;
    const factor = Math.max(1, Math.min(parameters.factor, Math.floor(left)));
    left /= factor;
    return { ...fault, parameters: { ...parameters, factor } };
  });
}

/** An order may be carried out or not, so that all that may come of those before it counts. */
function leavingSomebody(orders: readonly PlannedOrder[], { voters }: Plan): PlannedOrder[] {
  let possible = new Map<string, ReadonlySet<number>>();
  const add = (to: typeof possible, members: ReadonlySet<number>) => to.set([...members].sort().join(), members);
  add(possible, new Set(Array.from({ length: voters }, (_, machine) => machine)));
  return orders.filter((order) => {
    const next = new Map(order.for === undefined ? [] : possible);
    for (const members of possible.values()) add(next, membersAfter(order, members));
    if (next.has('')) return false;
    possible = next;
    return true;
  });
}

function membersAfter({ type, nodes }: PlannedOrder, before: ReadonlySet<number>): ReadonlySet<number> {
  const members = new Set(type === 'replace' ? nodes : before);
  for (const machine of nodes) {
    if (type === 'add-voter') members.add(machine);
    // A voter that becomes a learner has no vote any more.
    else if (type === 'remove' || type === 'add-learner') members.delete(machine);
  }
  return members;
}

/** As many as may be missing: quorums are majorities, unless options say more. */
function minorityOf(machines: readonly number[], voters: number, options: ParameterValues): number[] {
  const spared = voters - Math.max(Math.floor(voters / 2) + 1, ...quorumsOf(options, voters));
  return [...new Set(machines)].filter((machine) => machine < voters).slice(0, spared);
}
