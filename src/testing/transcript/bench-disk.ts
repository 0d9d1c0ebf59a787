/** A disk whose syncs are answered when somebody says so. */
import type { Micros } from '../../core/time.ts';

interface Operation {
  readonly type: 'append' | 'rewrite';
  readonly records: readonly unknown[];
}

export interface PendingSync {
  readonly token: number;
  /** Operations that it covers, of all that were ever written. */
  readonly upTo: number;
  /** When it is answered by itself; undefined: by hand. */
  readonly due: Micros | undefined;
  readonly order: number;
}

export interface BenchDisk {
  readonly syncs: readonly PendingSync[];
  readonly records: readonly unknown[];
  /** Operations that a crash would take. */
  readonly unsynced: number;
  append(record: unknown): void;
  rewrite(records: readonly unknown[]): void;
  sync(token: number, due: Micros | undefined, order: number): void;
  /** The oldest sync is done; its token. undefined if there is none. */
  complete(): number | undefined;
  /** The oldest sync fails, and what it covers is not written. */
  fail(): number | undefined;
  /** Loses what was not synced, but for the first `kept` operations. */
  crash(kept: number): void;
}

export function createBenchDisk(): BenchDisk {
  let records: unknown[] = [];
  const unsynced: Operation[] = [];
  let syncs: PendingSync[] = [];
  /** Operations that are durable or gone. */
  let settled = 0;
  const take = (count: number): Operation[] => {
    const taken = unsynced.splice(0, Math.max(0, count));
    settled += taken.length;
    return taken;
  };
  const flush = (count: number): void => {
    for (const operation of take(count)) {
      records = operation.type === 'rewrite' ? [...operation.records] : [...records, ...operation.records];
    }
  };
  return {
    get syncs() {
      return syncs;
    },
    get records() {
      return records;
    },
    get unsynced() {
      return unsynced.length;
    },
    append: (record) => void unsynced.push({ type: 'append', records: [record] }),
    rewrite: (all) => void unsynced.push({ type: 'rewrite', records: all }),
    sync(token, due, order) {
      syncs.push({ token, upTo: settled + unsynced.length, due, order });
    },
    complete() {
      const sync = syncs.shift();
      if (sync !== undefined) flush(sync.upTo - settled);
      return sync?.token;
    },
    fail() {
      const sync = syncs.shift();
      if (sync !== undefined) take(sync.upTo - settled);
      return sync?.token;
    },
    crash(kept) {
      flush(kept);
      take(unsynced.length);
      syncs = [];
    },
  };
}
