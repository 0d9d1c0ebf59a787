/** What happened to every entry of every replica's log, from observations that tell a log anew at each start. */
import { getOrCreate } from '../../core/get-or-create.ts';
import type { Micros } from '../../core/time.ts';
import type { NodeId } from '../../kernel/observation.ts';
import type { RecordedRun } from './recorded-run.ts';

export interface Entry {
  readonly term: number;
  /** Identifies the command; 0 for entries of the protocol's own. */
  readonly digest: number;
}

export interface LogChange {
  readonly time: Micros;
  readonly node: NodeId;
  readonly index: number;
  readonly type: 'appended' | 'replaced' | 'removed' | 'committed' | 'applied';
  readonly entry: Entry;
  /** What stood there before, of a replacement. */
  readonly before?: Entry;
}

interface Log {
  readonly entries: Map<number, Entry>;
  /** Taken away at `time`; put back where the log is only being told anew. */
  readonly gone: Map<number, Entry>;
  time: Micros;
  readonly committed: Map<number, Entry>;
  readonly applied: Map<number, Entry>;
}

const newLog = (): Log => ({ entries: new Map(), gone: new Map(), time: 0, committed: new Map(), applied: new Map() });

export const sameEntry = (a: Entry | undefined, b: Entry | undefined): boolean =>
  a !== undefined && b !== undefined && a.term === b.term && a.digest === b.digest;

/** In order of time. Entries that a restart or a snapshot tells again are left out. */
export function logHistory(run: RecordedRun): LogChange[] {
  const changes: LogChange[] = [];
  const logs = new Map<NodeId, Log>();
  const settle = (node: NodeId, log: Log): void => {
    for (const [index, entry] of log.gone) changes.push({ time: log.time, node, index, type: 'removed', entry });
    log.gone.clear();
  };
  for (const observation of run.observations) {
    if (observation.kind !== 'log' && observation.kind !== 'apply') continue;
    const { time, node, index, term, digest } = observation;
    const log = getOrCreate(logs, node, newLog);
    if (log.time !== time) settle(node, log);
    log.time = time;
    const entry: Entry = { term, digest };
    if (observation.kind === 'apply') {
      if (!sameEntry(log.applied.get(index), entry)) changes.push({ time, node, index, type: 'applied', entry });
      log.applied.set(index, entry);
    } else if (observation.change === 'truncate') {
      for (const [place, old] of [...log.entries].filter(([place]) => place >= index)) {
        log.entries.delete(place);
        log.gone.set(place, old);
      }
    } else if (observation.change === 'append') {
      const before = log.gone.get(index) ?? log.entries.get(index);
      log.gone.delete(index);
      log.entries.set(index, entry);
      if (before === undefined) changes.push({ time, node, index, type: 'appended', entry });
      else if (!sameEntry(before, entry)) changes.push({ time, node, index, type: 'replaced', entry, before });
    } else if (observation.change === 'commit') {
      for (const [place, held] of log.entries) {
        if (place > index || sameEntry(log.committed.get(place), held)) continue;
        log.committed.set(place, held);
        changes.push({ time, node, index: place, type: 'committed', entry: held });
      }
    }
  }
  for (const [node, log] of logs) settle(node, log);
  return changes.sort((a, b) => a.time - b.time);
}
