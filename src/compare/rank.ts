/**
 * Ranks variants by one metric: along every axis, the other axes held. Which differences are real is decided for all
 * pairs of all these rankings together, so that 5 % is the chance of even one false distinction by this metric.
 */
import { holm } from '../core/statistics/holm.ts';
import { sampleSize } from '../core/statistics/sample-size.ts';
import type { Interval, MetricInfo, PairedDifference, Ranking } from './comparison.ts';
import { linesOf } from './grid.ts';
import { pairedDifference, type RawDifference } from './paired-difference.ts';

/** Chance of one false distinction or more by a metric. */
const LEVEL = 0.05;
/** Chance with which `seedsNeeded` further seeds tell a difference that is real. */
const POWER = 0.8;
const SEEDS_MAX = 1_000_000;

export interface RankedMetric {
  readonly info: MetricInfo;
  /** By variant and seed. */
  readonly values: readonly (readonly (number | null)[])[];
  /** By variant. */
  readonly means: readonly (Interval | null)[];
}

/** `sizes`: how many values each axis has. */
export function rank({ info, values, means }: RankedMetric, sizes: readonly number[]): Ranking[] {
  const lines = linesOf(sizes).map((line) => ({
    ...line,
    order: [...line.variants].sort((a, b) => byMean(info, means[a], means[b]) || a - b),
  }));
  const pairs = lines.flatMap(({ order }, line) =>
    order.flatMap((a, i) =>
      order.slice(i + 1).flatMap((b) => {
        const raw = pairedDifference(values[a], values[b]);
        return raw === undefined ? [] : [{ line, a, b, raw }];
      }),
    ),
  );
  const judged = judge(pairs.map(({ raw }) => raw));
  return lines.map(({ axis, at, order }, line) => {
    const own = pairs.flatMap(({ line: of, a, b }, i) => (of === line ? [{ a, b, ...judged[i] }] : []));
    const told = new Set(own.filter(({ distinguishable }) => distinguishable).map(({ a, b }) => `${a} ${b}`));
    return {
      metric: info.name,
      axis,
      at,
      order: order.map((variant, i) => ({
        variant,
        tiedWith: order.slice(i + 1).filter((after) => !told.has(`${variant} ${after}`)),
      })),
      pairs: own,
    };
  });
}

function byMean({ better }: MetricInfo, a: Interval | null, b: Interval | null): number {
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  return better === 'higher' ? b.mean - a.mean : a.mean - b.mean;
}

function judge(raws: readonly RawDifference[]): Omit<PairedDifference, 'a' | 'b'>[] {
  const adjusted = holm(raws.map(({ p }) => p));
  const judged = raws.map(({ difference, p, varianceReduction }, i) => ({
    difference,
    p,
    adjusted: adjusted[i].p,
    distinguishable: adjusted[i].p <= LEVEL,
    varianceReduction,
    seedsNeeded: null as number | null,
  }));
  // Holm tells none before all smaller values are told: a pair needs what those ahead of it need.
  const order = raws.map((_, i) => i).sort((i, j) => raws[i].p - raws[j].p || i - j);
  let ahead = 0;
  for (const i of order) {
    if (judged[i].distinguishable) continue;
    const own = furtherSeeds(raws[i], LEVEL / adjusted[i].factor);
    if (own === undefined) break;
    ahead = Math.max(ahead, own);
    judged[i].seedsNeeded = ahead;
  }
  return judged;
}

/** At least 1; undefined where no number of seeds would tell. */
function furtherSeeds({ difference, standardDeviation }: RawDifference, alpha: number): number | undefined {
  const { mean, runs } = difference;
  if (runs < 2 || mean === 0) return undefined;
  const needed =
    standardDeviation === 0
      ? equalSignsNeeded(alpha)
      : sampleSize({ standardDeviation, difference: mean, alpha, power: POWER, most: SEEDS_MAX });
  return needed === undefined ? undefined : Math.max(1, needed - runs);
}

/** The least n with 2^(1−n) ≤ alpha: see `paired-t-test.ts`. */
function equalSignsNeeded(alpha: number): number {
  let needed = 1;
  for (let chance = 1; chance > alpha; chance /= 2) needed += 1;
  return needed;
}
