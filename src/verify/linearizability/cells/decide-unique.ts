/**
 * Decides without a search where every observed value was written at most once, in O(n log n): Gibbons & Korach,
 * "Testing shared memories", SIAM J. Comput. 26 (1997), §4, extended to read-modify-writes.
 *
 * Then it is known which write each read saw. A write and the reads that saw it form a *cluster* that nothing may come
 * between. A cas ties its cluster to the one before it, and so does an append, which found the list without its element:
 * clusters tied together form a *block*, ordered within. A block's *zone* runs from its first return to its last call. A
 * linearization is an order of blocks, and there is one unless of two blocks each has to come before the other: two zones
 * that run forwards overlap, or one that runs backwards lies within one that runs forwards.
 */
import { type HistoryValue, isList, valueText } from '../../history/history-value.ts';
import type { Operation } from '../../history/operation.ts';
import type { Spans } from '../model.ts';
import { ABSENT, type CellStates, UNSEEN } from './cell-states.ts';
import type { CellAction } from './prepare-cell.ts';

interface Cluster {
  readonly state: number;
  /** The operation that made the value; undefined for the initial one, and where nobody did. */
  creator?: number;
  /** The state that the creator found, if it had to be a certain one. */
  parent?: number;
  readonly readers: number[];
}

interface Zone {
  readonly firstReturn: number;
  readonly lastCall: number;
}

/** Undefined where values were written more than once, or keys deleted. */
export function decideUnique(
  operations: readonly Operation[],
  actions: readonly CellAction[],
  states: CellStates,
  spans: Spans,
): boolean | undefined {
  const clusters = clustersOf(operations, actions, states, spans);
  if (typeof clusters !== 'object') return clusters;
  const zones = zonesOf(clusters, spans);
  if (zones === undefined || zonesConflict(zones)) return false;
  // What a failed cas did not find was left out of account.
  return actions.some((action) => action.do === 'differ') ? undefined : true;
}

function clustersOf(
  operations: readonly Operation[],
  actions: readonly CellAction[],
  states: CellStates,
  { returns }: Spans,
): Map<number, Cluster> | boolean | undefined {
  const clusters = new Map<number, Cluster>([[ABSENT, { state: ABSENT, readers: [] }]]);
  const creators = new Map<string, CellAction>();
  /** Clusters of values that nobody saw have negative numbers. */
  let unseen = 0;
  const cluster = (state: number): Cluster => {
    const known = clusters.get(state);
    if (known !== undefined) return known;
    const made: Cluster = { state, readers: [] };
    clusters.set(state, made);
    return made;
  };

  for (const [i, action] of actions.entries()) {
    const written = writtenValue(operations[i], action);
    if (written === undefined) continue;
    if (written === null || isList(written)) return undefined;
    if (isUnseen(action)) continue;
    const text = valueText(written);
    if (creators.has(text)) return undefined;
    creators.set(text, action);
  }

  for (const [i, action] of actions.entries()) {
    const unknown = returns[i] === Number.POSITIVE_INFINITY;
    if (action.do === 'read') {
      if (!unknown) cluster(action.at).readers.push(i);
    } else if (action.do !== 'differ' && !(unknown && isUnseen(action))) {
      const made = isUnseen(action) ? cluster(--unseen) : undefined;
      if (action.do === 'append') {
        const [child, ...others] = states.withLast(action.element);
        // Appended once, and seen behind different beginnings.
        if (others.length > 0) return false;
        const target = made ?? cluster(child);
        target.creator = i;
        if (made === undefined) target.parent = listParent(states, creators, child);
      } else {
        const target = made ?? cluster(action.to);
        target.creator = i;
        if (action.do === 'cas') target.parent = action.from;
      }
    }
  }
  return clusters;
}

const isUnseen = (action: CellAction): boolean =>
  action.do === 'append' ? !action.seen : 'to' in action && action.to === UNSEEN;

function writtenValue({ f, value }: Operation, action: CellAction): HistoryValue | undefined {
  if (action.do === 'read' || action.do === 'differ') return undefined;
  if (f === 'delete') return null;
  return f === 'cas' ? (value as readonly HistoryValue[])[1] : value;
}

/** The state before the append that made the list `child`: the scalar, if its only element before was not appended. */
function listParent(states: CellStates, creators: ReadonlyMap<string, CellAction>, child: number): number {
  const parent = states.parent(child) ?? ABSENT;
  if (parent === ABSENT || !states.isFirst(parent)) return parent;
  const element = states.text(parent).slice(1, -1);
  const creator = creators.get(element);
  return creator === undefined || creator.do === 'append' ? parent : (states.scalarOf(element) ?? parent);
}

/** Undefined: no order within the blocks is possible, or somebody saw what nobody wrote. */
function zonesOf(clusters: ReadonlyMap<number, Cluster>, { calls, returns }: Spans): Zone[] | undefined {
  const needed = neededOf(clusters, returns);
  if (needed === undefined) return undefined;
  const children = new Map<number, Cluster>();
  const roots: Cluster[] = [];
  for (const cluster of needed) {
    if (cluster.parent === undefined) {
      if (cluster.state !== ABSENT && cluster.creator === undefined) return undefined;
      roots.push(cluster);
    } else if (children.has(cluster.parent)) {
      return undefined;
    } else {
      children.set(cluster.parent, cluster);
    }
  }
  let placed = 0;
  const zones: Zone[] = [];
  for (const root of roots) {
    let firstReturn = root.state === ABSENT ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    let lastCall = Number.NEGATIVE_INFINITY;
    for (let cluster: Cluster | undefined = root; cluster !== undefined; cluster = children.get(cluster.state)) {
      placed++;
      for (const stage of [cluster.creator === undefined ? [] : [cluster.creator], cluster.readers]) {
        const earlier = lastCall;
        for (const operation of stage) {
          if (returns[operation] < earlier) return undefined;
          firstReturn = Math.min(firstReturn, returns[operation]);
          lastCall = Math.max(lastCall, calls[operation]);
        }
      }
    }
    zones.push({ firstReturn, lastCall });
  }
  // Those that hang on each other in a circle hang on no root.
  return placed === needed.size ? zones : undefined;
}

/** Clusters that must be there: something in them returned, or one that must be there is tied to them. */
function neededOf(clusters: ReadonlyMap<number, Cluster>, returns: Float64Array): Set<Cluster> | undefined {
  const needed = new Set<Cluster>();
  for (const start of clusters.values()) {
    const { creator, readers, state } = start;
    const returned = creator !== undefined && returns[creator] !== Number.POSITIVE_INFINITY;
    if (state !== ABSENT && !returned && readers.length === 0) continue;
    for (let cluster: Cluster | undefined = start; cluster !== undefined && !needed.has(cluster); ) {
      needed.add(cluster);
      if (cluster.parent === undefined) break;
      cluster = clusters.get(cluster.parent);
      // It found a value that nobody wrote and nobody read.
      if (cluster === undefined) return undefined;
    }
  }
  return needed;
}

function zonesConflict(zones: readonly Zone[]): boolean {
  const forwards = zones
    .filter(({ firstReturn, lastCall }) => firstReturn < lastCall)
    .sort((a, b) => a.firstReturn - b.firstReturn);
  if (forwards.some((zone, i) => i > 0 && zone.firstReturn < forwards[i - 1].lastCall)) return true;
  return zones.some(({ firstReturn, lastCall }) => {
    if (firstReturn < lastCall) return false;
    let low = 0;
    let high = forwards.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (forwards[middle].firstReturn < lastCall) low = middle + 1;
      else high = middle;
    }
    return low > 0 && forwards[low - 1].lastCall > firstReturn;
  });
}
