/** The table of round trips between regions, told from the links that it made, and the jitter that all of them share. */
import type { LinkPlan, LinkSpec } from '../../cluster/topology.ts';
import { printQuantity } from './print-quantity.ts';
import { same } from './same.ts';
import { type Entry, mapping } from './written.ts';

const wrong = (pair: string): RangeError => new RangeError(`no table of round trips makes the link ${pair}`);

/** Microseconds there and back. */
const roundTripOf = ({ latency }: LinkSpec, pair: string): number => {
  if (latency.kind === 'constant') return 2 * latency.value;
  if (latency.kind === 'lognormal') return 2 * latency.median;
  throw wrong(pair);
};

/** Neighbouring doubles to try, since the quotient of two may be off by a rounding or two. */
const NEIGHBOURS = [0, 1, -1, 2, -2, 3, -3];

/** Lost when 1 is added to it. */
const NEGLIGIBLE = 1e-17;

/** The shortest jitter such that p99 = median · (1 + jitter), to the bit, for all of them. */
const jitterOf = (links: readonly LinkSpec[]): number | undefined => {
  const curves = links.flatMap(({ latency }) => (latency.kind === 'lognormal' ? [latency] : []));
  if (curves.length === 0) return 0;
  if (curves.length < links.length) return undefined;
  const [{ median, p99 }] = curves;
  const fits = (jitter: number): boolean => curves.every((curve) => curve.median * (1 + jitter) === curve.p99);
  const quotient = p99 / median;
  for (let digits = 1; digits <= 17; digits++) {
    const jitter = Number((quotient - 1).toPrecision(digits));
    if (jitter > 0 && fits(jitter)) return jitter;
  }
  if (quotient === 1 && fits(NEGLIGIBLE)) return NEGLIGIBLE;
  return NEIGHBOURS.map((steps) => quotient + steps * quotient * Number.EPSILON - 1).find(
    (jitter) => jitter > 0 && fits(jitter),
  );
};

/** Nothing where there is no table. RangeError on links that differ from others by more than their latency. */
export const printRoundTrips = ({ regionPairs, crossRegion }: LinkPlan, regions: readonly string[]): Entry[] => {
  const pairs = Object.entries(regionPairs);
  if (pairs.length === 0) return [];
  for (const [pair, link] of pairs) {
    if (!same({ ...link, latency: crossRegion.latency }, crossRegion)) throw wrong(pair);
  }
  const jitter = jitterOf(Object.values(regionPairs));
  if (jitter === undefined) throw wrong(pairs[0][0]);
  const timeOf = (from: string, to: string): number | undefined => {
    const pair = `${from}→${to}`;
    return pair in regionPairs ? roundTripOf(regionPairs[pair], pair) : undefined;
  };
  const rows = regions.map((from, index): [string, ReturnType<typeof mapping>] => {
    // One direction is enough where both take as long.
    const cells = regions
      .filter((to, other) => to !== from && (other > index || timeOf(from, to) !== timeOf(to, from)))
      .map((to): [string, string | undefined] => {
        const time = timeOf(from, to);
        return [to, time === undefined ? undefined : printQuantity('duration', time)];
      });
    return [from, mapping(...cells)];
  });
  const table: Entry = ['round-trips', mapping(...rows.filter(([, cells]) => cells.fields.length > 0))];
  return jitter === 0 ? [table] : [table, ['round-trip-jitter', printQuantity('share', jitter)]];
};
