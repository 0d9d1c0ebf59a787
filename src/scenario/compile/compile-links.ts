/** Links with every default filled in, and a link per pair of regions that the table of round trips names. */
import type { LinkPlan, LinkSpec } from '../../cluster/topology.ts';
import type { DistributionSpec } from '../../core/distributions/distribution.ts';
import { nearestName } from '../../core/nearest-name.ts';
import { decodeDefault } from '../decode/decode-default.ts';
import { randomDuration } from '../decode/random-quantity.ts';
import { LATENCY_DEFAULTS } from '../defaults.ts';
import type { LinkDraft, LinksDraft } from '../format/links-shape.ts';
import { messages } from '../messages.ts';
import type { Reporter } from '../problems/reporter.ts';
import type { TreeNode } from '../yaml/tree.ts';

type LinkClass = keyof typeof LATENCY_DEFAULTS;

const standardLatency = new Map(
  Object.entries(LATENCY_DEFAULTS).map(([name, { text }]) => [name, decodeDefault(randomDuration, text)]),
);

const latencyOf = (name: LinkClass): DistributionSpec => standardLatency.get(name)!().value;

const link = (name: LinkClass, draft: LinkDraft | undefined): LinkSpec => ({
  latency: draft?.latency ?? latencyOf(name),
  loss: draft?.loss ?? 0,
  duplicate: draft?.duplicate ?? 0,
  reorder: draft?.reorder ?? 0,
  bandwidth: draft?.bandwidth ?? Number.POSITIVE_INFINITY,
});

/** One way of a round trip: half of it; with jitter a lognormal whose 99th percentile lies so far above. */
const oneWay = (roundTrip: number, jitter: number): DistributionSpec =>
  jitter === 0
    ? { kind: 'constant', value: roundTrip / 2 }
    : { kind: 'lognormal', median: roundTrip / 2, p99: (roundTrip / 2) * (1 + jitter) };

const readTable = (
  table: NonNullable<LinksDraft['round-trips']>,
  regions: readonly string[],
  reporter: Reporter,
): Map<string, number> => {
  const times = new Map<string, number>();
  const check = (name: string, at: TreeNode): boolean => {
    if (regions.includes(name)) return true;
    reporter.report(at, messages.unknownReference('region', name, nearestName(name, regions), regions));
    return false;
  };
  for (const row of table) {
    if (!check(row.name, row.key)) continue;
    for (const { name, key, value } of row.value ?? []) {
      if (!check(name, key)) continue;
      if (name === row.name) reporter.report(key, messages.sameRegion(name));
      else if (value !== undefined) times.set(`${row.name}→${name}`, value);
    }
  }
  return times;
};

/** More regions than any provider has; every pair of them gets a link of its own. */
const REGIONS_MAX = 1_000;

const regionPairs = (
  draft: LinksDraft,
  regions: readonly string[],
  crossRegion: LinkSpec,
  reporter: Reporter,
): Record<string, LinkSpec> => {
  const pairs: Record<string, LinkSpec> = {};
  const table = draft['round-trips'];
  if (table === undefined) return pairs;
  if (regions.length > REGIONS_MAX) {
    const [row] = table;
    if (row !== undefined) reporter.report(row.key, messages.tooManyRegions(regions.length, REGIONS_MAX));
    return pairs;
  }
  const times = readTable(table, regions, reporter);
  for (const from of regions) {
    for (const to of regions) {
      if (from === to) continue;
      const time = times.get(`${from}→${to}`) ?? times.get(`${to}→${from}`);
      if (time !== undefined)
        pairs[`${from}→${to}`] = { ...crossRegion, latency: oneWay(time, draft['round-trip-jitter']) };
      else if (from < to && table[0] !== undefined) reporter.warn(table[0].key, messages.roundTripMissing(from, to));
    }
  }
  return pairs;
};

/** Links between nodes of one rack are those within its zone, unless given. */
export const compileLinks = (
  draft: LinksDraft | undefined,
  regions: readonly string[],
  reporter: Reporter,
): LinkPlan => {
  const crossRegion = link('cross-region', draft?.['cross-region']);
  return {
    sameNode: link('same-node', draft?.['same-node']),
    sameRack: link('same-rack', draft?.['same-rack'] ?? draft?.['same-zone']),
    sameZone: link('same-zone', draft?.['same-zone']),
    crossZone: link('cross-zone', draft?.['cross-zone']),
    crossRegion,
    regionPairs: draft === undefined ? {} : regionPairs(draft, regions, crossRegion, reporter),
  };
};
