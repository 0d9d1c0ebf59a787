/**
 * From sums over cycles to unavailability: by the renewal reward theorem it is the mean downtime of a cycle over its
 * mean length. The length is the known mean time to the first failure plus the mean busy time, so all the error of
 * the ratio is in the busy cycles: with y the weighted downtime and b the weighted busy time of a cycle, its variance
 * is Var(y − U b) / (n T²) (delta method).
 *
 * Source: P. Heidelberger, "Fast simulation of rare events in queueing and reliability models", ACM TOMACS 5 (1995),
 * sections 2 and 4; A. Goyal et al., "A unified framework for simulating Markovian models of highly dependable systems",
 * IEEE ToC 41 (1992), section 4 (ratios over regenerative cycles).
 */
import { log10 } from '../../core/maths/log10.ts';
import { studentTQuantile } from '../../core/maths/student-t-quantile.ts';
import type { CauseSums, CycleMoments, WeightedSums } from './cycle-moments.ts';
import type { RareDowntime, RareEstimate, RareEventsSummary, RareEventsWarning } from './rare-events-summary.ts';

const SECONDS_PER_YEAR = 365 * 86_400;
/** Fewer contributions than this make an interval by the central limit theorem doubtful. */
export const EFFECTIVE_CYCLES_MIN = 100;
const STANDARD_ERRORS_MAX = 4;

/** undefined without a finished cycle. */
export function estimateRareEvents(moments: CycleMoments): RareEventsSummary | undefined {
  const { cycles, cutOff, restSeconds, weight, events } = moments;
  if (cycles === 0) return undefined;
  const meanWeight = weight.sum / cycles;
  const cycleSeconds = restSeconds + moments.busy.sum / cycles;
  const all = downtimeOf(moments.all, moments, cycleSeconds);
  const causes = Object.entries(moments.causes)
    .map(([cause, sums]) => ({ cause, ...downtimeOf(sums, moments, cycleSeconds) }))
    .sort((a, b) => b.unavailability.mean - a.unavailability.mean || (a.cause < b.cause ? -1 : 1));
  const likelihoodRatio = {
    mean: meanWeight,
    standardError: Math.sqrt(Math.max(0, weight.squares / cycles - meanWeight * meanWeight) / cycles),
    effectiveCycles: effective(weight),
  };
  return {
    method: 'failure-biasing',
    cycles,
    cutOff,
    ...all,
    cycleSeconds,
    restSeconds,
    events,
    likelihoodRatio,
    causes,
    warnings: warningsOf(cutOff, likelihoodRatio, all.unavailability),
  };
}

function downtimeOf(sums: CauseSums, moments: CycleMoments, cycleSeconds: number): RareDowntime {
  const unavailability = ratioOf(sums.seconds, moments, cycleSeconds, 1);
  const { mean } = unavailability;
  return {
    unavailability,
    nines: mean > 0 ? -log10(mean) : null,
    downtimeSecondsPerYear: mean * SECONDS_PER_YEAR,
    incidentsPerYear: ratioOf(sums.incidents, moments, cycleSeconds, SECONDS_PER_YEAR),
  };
}

/** Mean of what `sums` adds up over the mean length of a cycle, times `scale`. */
function ratioOf(sums: WeightedSums, moments: CycleMoments, cycleSeconds: number, scale: number): RareEstimate {
  const { cycles: n, busy, restSeconds, events, plainEvents } = moments;
  const perCycle = sums.sum / n;
  const ratio = perCycle / cycleSeconds;
  const meanBusy = busy.sum / n;
  /** Of y − U b, from its second moments. */
  const residual = (squares: number, withBusy: number, busySquares: number): number =>
    Math.max(
      0,
      squares / n -
        perCycle * perCycle -
        2 * ratio * (withBusy / n - perCycle * meanBusy) +
        ratio * ratio * (busySquares / n - meanBusy * meanBusy),
    );
  const bessel = n > 1 ? n / (n - 1) : Number.POSITIVE_INFINITY;
  const variance = bessel * residual(sums.squares, sums.withBusy, busy.squares);
  const standardError = perCycle === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(variance / n) / cycleSeconds;
  const half = (n > 1 ? studentTQuantile(0.975, n - 1) : Number.POSITIVE_INFINITY) * standardError;
  // Plain simulation also draws the time to the first failure, whose variance is the square of its mean.
  const plainVariance =
    residual(sums.plainSquares, sums.plainWithBusy, busy.plainSquares) + ratio * restSeconds * ratio * restSeconds;
  const seen = perCycle > 0;
  return {
    mean: scale * ratio,
    ci95: [seen ? Math.max(0, scale * (ratio - half)) : 0, scale * (ratio + half)],
    relativeError: seen ? standardError / ratio : null,
    effectiveCycles: effective(sums),
    varianceReduction: seen && variance > 0 ? (plainVariance * plainEvents) / (variance * events) : null,
  };
}

const effective = ({ sum, squares }: Pick<WeightedSums, 'sum' | 'squares'>): number =>
  squares === 0 ? 0 : (sum * sum) / squares;

function warningsOf(
  cutOff: number,
  { mean, standardError }: RareEventsSummary['likelihoodRatio'],
  { effectiveCycles }: RareEstimate,
): RareEventsWarning[] {
  return [
    ...(effectiveCycles < EFFECTIVE_CYCLES_MIN ? (['few-effective-cycles'] as const) : []),
    ...(Math.abs(mean - 1) > STANDARD_ERRORS_MAX * standardError + 1e-9 ? (['weights-off'] as const) : []),
    ...(cutOff > 0 ? (['cycles-cut-off'] as const) : []),
  ];
}
