/**
 * What is known of each entry of a log by its index and term, in bounded memory: of the last `WINDOW` indices at least,
 * twice as many at most. Nearly every index sees one term only.
 */
const WINDOW = 65_536;

export interface KnownEntry {
  readonly term: number;
  readonly digest: number;
  /** Term of the entry before it; undefined until somebody says. */
  previousTerm: number | undefined;
}

export interface EntryTable {
  /** Everything below is forgotten. */
  first: number;
  /** By index less `first`. */
  readonly entries: (KnownEntry[] | undefined)[];
}

export const createEntryTable = (): EntryTable => ({ first: 1, entries: [] });

/**
 * The entry of that index and term as it was first told; undefined if this is the first time (it is then remembered), or
 * if it is forgotten.
 */
export function firstTold(table: EntryTable, index: number, entry: KnownEntry): KnownEntry | undefined {
  if (index - table.first >= 2 * WINDOW) forget(table, index - WINDOW);
  const offset = index - table.first;
  if (offset < 0) return undefined;
  const known = table.entries[offset];
  if (known === undefined) {
    while (table.entries.length < offset) table.entries.push(undefined);
    table.entries[offset] = [entry];
    return undefined;
  }
  for (let i = 0; i < known.length; i++) if (known[i].term === entry.term) return known[i];
  known.push(entry);
  return undefined;
}

function forget(table: EntryTable, first: number): void {
  table.entries.splice(0, first - table.first);
  table.first = first;
}
