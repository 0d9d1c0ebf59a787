/** Upper tail of the standard normal distribution, 1 − Φ(z) = ½ erfc(z/√2); relative error below 10⁻¹⁵ (1 + z²/5). */
import { complementaryErrorFunction } from './complementary-error-function.ts';

/** P(Z > z). */
export const normalSurvival = (z: number): number => 0.5 * complementaryErrorFunction(z * Math.SQRT1_2);
