/** What one process keeps on the disk: the file as the operating system shows it, and what of it would survive. */

/** One version of the content; `rewrite` makes a new one. */
export interface LogFile {
  readonly records: unknown[];
  /** Bytes by record. */
  readonly sizes: number[];
  bytes: number;
  /** Position of the first record that rotted; Infinity for none. */
  rotten: number;
}

export interface Log {
  /** Process that it belongs to. */
  readonly owner: number;
  file: LogFile;
  /** The version that a power failure would leave, and how many of its records. */
  durable: LogFile;
  durableCount: number;
  /** Counts the lives of the process: operations of a former one have no effect and no answer. */
  life: number;
  /** Appends refused in this life, and how many of them a failed sync has answered for: until it has, more are refused. */
  refused: number;
  toldRefused: number;
  /** A rewrite was refused, and no sync was asked for since. What is appended behind it continues the old content. */
  rewriteRefused: boolean;
  /** The tail is a damaged record. */
  torn: boolean;
}

export function createLog(owner: number): Log {
  const file = emptyFile();
  const faults = { refused: 0, toldRefused: 0, rewriteRefused: false, torn: false };
  return { owner, file, durable: file, durableCount: 0, life: 0, ...faults };
}

export const emptyFile = (): LogFile => ({
  records: [],
  sizes: [],
  bytes: 0,
  rotten: Number.POSITIVE_INFINITY,
});

export function appendTo(file: LogFile, record: unknown, bytes: number): void {
  file.records.push(record);
  file.sizes.push(bytes);
  file.bytes += bytes;
}

/** Cuts the file down to its first `count` records. */
export function truncate(file: LogFile, count: number): void {
  for (let i = count; i < file.sizes.length; i++) file.bytes -= file.sizes[i];
  file.records.length = count;
  file.sizes.length = count;
  if (file.rotten >= count) file.rotten = Number.POSITIVE_INFINITY;
}

/** Bytes that it takes on the disk: both versions while a rewrite is under way. */
export const occupied = (log: Log): number => log.file.bytes + (log.durable === log.file ? 0 : log.durable.bytes);

/** Makes everything that was written durable. */
export function settle(log: Log): void {
  log.durable = log.file;
  log.durableCount = log.file.records.length;
}
