/**
 * Both tails of Student's t distribution, P(|T| > |t|); relative error below 10⁻¹².
 * Source: I_x(ν/2, ½) with x = ν/(ν + t²) (Abramowitz and Stegun 26.7.1; DLMF 8.17).
 */
import { normalSurvival } from './normal-survival.ts';
import { regularizedBeta } from './regularized-beta.ts';

/** For ν = `degreesOfFreedom` > 0 (Infinity: the normal law). NaN where t is. */
export function studentTTails(t: number, degreesOfFreedom: number): number {
  if (Number.isNaN(t) || !(degreesOfFreedom > 0)) return Number.NaN;
  if (degreesOfFreedom === Infinity) return 2 * normalSurvival(Math.abs(t));
  if (Math.abs(t) === Infinity) return 0;
  // Near zero the argument would round to one, and the tails to all there is.
  if (Math.abs(t) < 1) return 1 - regularizedBeta((t * t) / (degreesOfFreedom + t * t), 0.5, degreesOfFreedom / 2);
  return regularizedBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}
