/**
 * Balanced failure biasing for failures without memory and repairs of any law: how likely the next failure is made
 * while something is down, and by how much that is to be weighted.
 *
 * A stage lasts until the next failure or, if none comes before, until the next repair, whose time is known (repairs
 * are drawn when the failure happens, from their own law). Plainly a failure comes within the horizon h with the chance
 * q = 1 − e^(−λh). Under biasing it comes with the chance p, at a time from the plain law given that it comes, so
 * the likelihood ratio is q/p if it comes, e^(−λh)/(1−p) if not, and before that is known, after a time t without one,
 * e^(−λt) / (1 − p(1 − e^(−λt))/q).
 *
 * p has odds proportional to h: long repairs are where rare events happen. Over an exponential repair that is a chance of
 * about `bias` again. Who fails is drawn half by rate and half evenly, so that no kind of failure is starved and its
 * ratio is at most 2.
 *
 * Source: P. Shahabuddin, "Importance sampling for the simulation of highly reliable Markovian systems", Management
 * Science 40 (1994), section 4 (balanced failure biasing, bounded relative error); V. Nicola, M. Nakayama, P.
 * Heidelberger, A. Goyal, "Fast simulation of highly dependable systems with general failure and repair processes", IEEE
 * ToC 42 (1993) (repairs of any law); T. Hesterberg, "Weighted average importance sampling and defensive mixture
 * distributions", Technometrics 37 (1995) (the mixture).
 */
import { complementOfExp } from '../../core/maths/complement-of-exp.ts';
import { exp } from '../../core/maths/exp.ts';
import { ln1p } from '../../core/maths/ln1p.ts';
import type { RandomStream } from '../../core/random/random-stream.ts';
import type { Micros } from '../../core/time.ts';

export interface Stage {
  /** Failures a microsecond, all together; positive. */
  readonly rate: number;
  /** Until the next repair; Infinity where nothing is to be repaired. */
  readonly horizon: Micros;
  /** The chance that a failure comes within the horizon: biased, and plain. */
  readonly chance: number;
  readonly plainChance: number;
}

/** The law as it is, without bias. */
export function plainStage(rate: number, horizon: Micros): Stage {
  const chance = complementOfExp(rate * horizon);
  return { rate, horizon, chance, plainChance: chance };
}

/** `meanHorizon`: what the horizon is on average, roughly; any positive number leaves the estimate unbiased. */
export function biasedStage(rate: number, horizon: Micros, meanHorizon: Micros, bias: number): Stage {
  const plain = plainStage(rate, horizon);
  const odds = ((bias / (1 - bias)) * horizon) / meanHorizon;
  return { ...plain, chance: Math.max(plain.chance, odds / (1 + odds)) };
}

/** Time to the failure, or undefined if the horizon comes first. Two draws. */
export function drawFailure({ rate, chance, plainChance }: Stage, random: RandomStream): Micros | undefined {
  const comes = random();
  const when = random();
  return comes < chance ? -ln1p(-when * plainChance) / rate : undefined;
}

/** Plain to biased, when a failure has come. */
export const ratioOfFailure = ({ chance, plainChance }: Stage): number => (chance === 0 ? 1 : plainChance / chance);

/** Plain to biased, when none has come for so long, at most the horizon. */
export function ratioOfSurvival({ rate, horizon, chance, plainChance }: Stage, elapsed: Micros): number {
  if (chance === plainChance) return 1;
  const gone = complementOfExp(rate * Math.min(elapsed, horizon));
  return exp(-rate * Math.min(elapsed, horizon)) / (1 - (chance * gone) / plainChance);
}

/**
 * Whose failure it is, by position, and plain to biased of that: a share `even` of the choice treats all alike, the rest
 * goes by rate. One draw.
 */
export function drawVictim(
  rates: readonly number[],
  even: number,
  random: RandomStream,
): { readonly index: number; readonly ratio: number } {
  const total = rates.reduce((sum, rate) => sum + rate, 0);
  const shareOf = (rate: number): number => (1 - even) * (rate / total) + even / rates.length;
  let left = random();
  let index = 0;
  while (index < rates.length - 1 && left >= shareOf(rates[index])) left -= shareOf(rates[index++]);
  return { index, ratio: rates[index] / total / shareOf(rates[index]) };
}
