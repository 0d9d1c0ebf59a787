/**
 * A share near one as a percentage that shows its nines: two significant digits of what is missing, and never rounded
 * up to 100 % (`99.99912 %`).
 */
import { log10 } from '../../core/maths/log10.ts';

/** Decimals that show two significant digits of 1 − `share`; at most 9. */
export function availabilityDecimals(share: number): number {
  const missing = (1 - share) * 100;
  if (!(missing > 0)) return 2;
  return Math.min(9, Math.max(2, Math.ceil(-log10(missing) - 1e-6) + 1));
}

/** `share` in 0..1. `decimals` defaults to what the share itself asks for. */
export function formatAvailability(share: number, decimals = availabilityDecimals(share)): string {
  if (!Number.isFinite(share)) return '—';
  if (share === 1) return '100 %';
  const scale = 10 ** decimals;
  // The tolerance takes back what multiplying lost; the minimum keeps the last nine from becoming a hundred.
  const units = Math.min(Math.floor(share * 100 * scale + 1e-6), 100 * scale - 1);
  return `${(units / scale).toFixed(decimals)} %`;
}
