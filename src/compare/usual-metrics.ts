/** What variants are ranked by where nobody says: availability, and the slowest hundredth of answers. */

const USUAL: readonly RegExp[] = [
  /^availability\.time$/,
  /^availability\.requests$/,
  /^latency\..+\.p99$/,
  /^pools\..+\.goodput$/,
  /^batches\..+\.response\..+\.p50$/,
];
/** More would bury the question. */
const MOST = 4;

/** Some of `names`; the first of them where nothing usual is there. */
export function usualMetrics(names: readonly string[]): string[] {
  const usual = USUAL.flatMap((pattern) => names.filter((name) => pattern.test(name)));
  return (usual.length === 0 ? names.slice(0, 1) : usual).slice(0, MOST);
}
