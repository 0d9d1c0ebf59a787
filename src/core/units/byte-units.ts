/** Bytes in each unit of size: SI prefixes are powers of 1000, IEC 80000-13 prefixes of 1024. */
export const BYTE_UNITS: ReadonlyMap<string, bigint> = new Map([
  ['B', 1n],
  ['kB', 1_000n],
  ['MB', 1_000_000n],
  ['GB', 1_000_000_000n],
  ['TB', 1_000_000_000_000n],
  ['PB', 1_000_000_000_000_000n],
  ['KiB', 1n << 10n],
  ['MiB', 1n << 20n],
  ['GiB', 1n << 30n],
  ['TiB', 1n << 40n],
  ['PiB', 1n << 50n],
]);
