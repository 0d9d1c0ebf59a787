/**
 * The log of one replica as it tells it (`LogObserver`): the term of each entry above a base, below which a snapshot or
 * what was forgotten stands for everything. Memory: the last `WINDOW` entries at least, twice as many at most.
 */
const WINDOW = 65_536;

export interface ReplicaLog {
  /** Everything up to here is taken to be held. */
  base: number;
  /** undefined where nobody said. */
  baseTerm: number | undefined;
  /** Of the entries `base + 1`, `base + 2`, … */
  readonly terms: number[];
}

export const createReplicaLog = (): ReplicaLog => ({ base: 0, baseTerm: 0, terms: [] });

export const lastIndexOf = (log: ReplicaLog): number => log.base + log.terms.length;

/** undefined where the log has no entry, or its term is not known. */
export function termAt(log: ReplicaLog, index: number): number | undefined {
  return index === log.base ? log.baseTerm : log.terms[index - log.base - 1];
}

/** Whether the log has the entry, as far as one can know. */
export function holds(log: ReplicaLog, index: number, term: number): boolean {
  if (index < log.base) return true;
  const own = termAt(log, index);
  return index === log.base ? own === undefined || own === term : own === term;
}

export function append(log: ReplicaLog, index: number, term: number): void {
  const offset = index - log.base - 1;
  if (offset < 0) return;
  // A replica that was not watched from the start: what it has below is not known.
  if (offset > log.terms.length) reset(log, index - 1, undefined);
  log.terms[index - log.base - 1] = term;
  if (log.terms.length === 2 * WINDOW) {
    log.baseTerm = log.terms[WINDOW - 1];
    log.terms.splice(0, WINDOW);
    log.base += WINDOW;
  }
}

export function truncate(log: ReplicaLog, from: number): void {
  const end = from - 1;
  if (end < log.base || end > lastIndexOf(log)) reset(log, end, undefined);
  else log.terms.length = end - log.base;
}

/** A snapshot stands for everything up to `base`; `baseTerm` where it is known. */
export function reset(log: ReplicaLog, base: number, baseTerm: number | undefined): void {
  log.base = base;
  log.baseTerm = base === 0 ? 0 : baseTerm;
  log.terms.length = 0;
}
